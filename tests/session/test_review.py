"""What a record says before any option is compared."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.session.strategies import reviewed_records
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.clinical.safety_rules_load import load_safety_rules
from trd_sdm.clinical.trials import Trial, TrialList
from trd_sdm.session.answers import answer
from trd_sdm.session.record import Record
from trd_sdm.session.review import review

DAY = dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def reviewed(library):
    clinical, rules = load_clinical(), load_safety_rules(library)
    return lambda record: review(record, library, clinical, rules, on=DAY)


@pytest.fixture
def empty(library):
    return Record(library_version=library.version)


def _after(record, library, *answers):
    for key, value in answers:
        record = answer(record, key, value, library, now=NOW)
    return record


def test_a_record_in_which_nothing_was_asked_says_so_and_bars_nothing(empty, reviewed):
    found = reviewed(empty)
    assert found.history.trd.finding == "cannot_tell"
    assert {verdict.level for verdict in found.verdicts.values()} <= {"nothing_found", "caution", "needs_monitoring"}
    assert found.verdicts["maoi"].cannot_tell
    assert found.safety_stop.holds is False
    assert found.safety_stop.text == "Safety has not been asked about."


def test_a_bar_takes_an_option_out_of_the_fit_until_a_clinician_puts_it_back_with_a_reason(empty, library, reviewed):
    barred = _after(empty, library, ("facts.drugs", [{"name": "fluoxetine", "state": "current"}]))
    found = reviewed(barred)
    assert found.verdicts["maoi"].level == "not_suitable"
    assert found.in_fit(("stay_optimise", "maoi", "ect")) == ("stay_optimise", "ect")
    back = reviewed(_after(barred, library, ("put_back.maoi", "Fluoxetine stops first.")))
    assert back.in_fit(("stay_optimise", "maoi", "ect")) == ("stay_optimise", "maoi", "ect")
    assert back.standing("maoi").put_back == "Fluoxetine stops first."


def test_a_washout_is_counted_from_the_last_dose(empty, library, reviewed):
    last = {"name": "fluoxetine", "state": "stopped", "last_dose": "2026-11-01"}
    found = reviewed(_after(empty, library, ("facts.drugs", [last])))
    waits = [wait for wait in found.washouts["maoi"].waits if wait.drug == "fluoxetine"]
    assert max(wait.earliest for wait in waits) == dt.date(2026, 12, 6)  # five weeks; the longest wait holds
    assert found.washouts["maoi"].not_before == dt.date(2026, 12, 6)
    assert found.verdicts["maoi"].level == "not_suitable"


def test_an_answer_about_safety_holds_until_a_clinician_has_acted(empty, library, reviewed):
    told = _after(empty, library, ("safety.check", {"item9": 1}))
    assert told.is_stopped
    assert reviewed(told).safety_stop.holds
    lower = _after(told, library, ("safety.check", {"item9": 0}))
    assert lower.is_stopped, "a later zero lifted the stop"
    acted = _after(told, library, ("safety.acknowledge", {"by": "Duty psychiatrist", "done": "Seen; plan agreed."}))
    assert not acted.is_stopped
    assert not reviewed(acted).safety_stop.holds


def test_the_published_case_is_judged_trial_by_trial(empty, library, reviewed):
    fair = {"adherence": "as_planned", "outcome": "none", "stopped": "no_effect", "in_episode": "yes"}
    trials = [
        {**fair, "agent": "sertraline", "daily_dose": 100, "weeks": 13},
        {**fair, "agent": "citalopram", "daily_dose": 20, "weeks": 4.3},
        {**fair, "agent": "venlafaxine", "daily_dose": 75, "weeks": 7},
        {**fair, "agent": "duloxetine", "daily_dose": 90, "weeks": 104, "outcome": "good_then_lost"},
        {**fair, "agent": "aripiprazole", "daily_dose": 10, "weeks": 4, "augmenting": "duloxetine"},
    ]
    found = reviewed(_after(empty, library, ("past.trials", trials), ("past.complete", "yes")))
    assert (found.history.trd.finding, found.history.trd.sure) == ("cannot_tell", 1)
    assert [judged.verdict for _, judged in found.trials[:3]] == ["adequate", "not_adequate", "not_adequate"]
    assert all(judged.reasons for _, judged in found.trials)


def test_pregnancy_is_cannot_tell_until_it_is_asked(empty, library, reviewed):
    def fired(record):
        return {finding.rule for finding in reviewed(record).verdicts["augment_lithium"].fired}

    rule = "lithium_augmentation.p1"
    waiting = {finding.rule for finding in reviewed(empty).verdicts["augment_lithium"].cannot_tell}
    assert rule in waiting
    assert rule in fired(_after(empty, library, ("facts.answers.pregnant", "yes")))
    no = [(f"facts.answers.{fact}", "no") for fact in ("pregnant", "breastfeeding", "planning_pregnancy")]
    denied = _after(empty, library, *no, ("facts.answers.could_become_pregnant", "no"))
    verdict = reviewed(denied).verdicts["augment_lithium"]
    assert rule not in {finding.rule for finding in (*verdict.fired, *verdict.cannot_tell)}


@pytest.mark.parametrize("name", ["phenelzine", "Nardil", "transdermal selegiline"])
def test_a_drug_still_taken_by_the_list_of_trials_counts_for_the_rules(empty, library, reviewed, name):
    taken = _after(empty, library, ("past.trials", [{"agent": name, "stopped": "still_taking"}]))
    found = reviewed(taken)
    assert len(found.taken_from_trials) == 1
    assert found.verdicts["tricyclic"].level == "not_suitable"
    listed = _after(taken, library, ("facts.drugs", [{"name": name}]))
    assert reviewed(listed).taken_from_trials == ()
    assert reviewed(listed).verdicts == found.verdicts or name == "Nardil"


def test_a_reason_to_put_back_is_carried_only_where_a_rule_bars(empty, library, reviewed):
    said = {"rtms": "The metal is titanium."}
    assert reviewed(empty.with_(put_back=said)).put_back == {}
    barred = _after(empty, library, ("facts.answers.metal_near_coil", "yes"), ("put_back.rtms", said["rtms"]))
    assert reviewed(barred).put_back == said


def test_a_reason_given_for_one_rule_does_not_put_an_option_back_against_another(empty, library, reviewed):
    why = "The metal is titanium."
    back = _after(empty, library, ("facts.answers.metal_near_coil", "yes"), ("put_back.rtms", why))
    same = _after(back, library, ("facts.answers.pregnant", "yes"), ("facts.drugs", [{"name": "sertraline"}]))
    assert reviewed(same).standing("rtms").put_back == why
    device = _after(same, library, ("facts.answers.pacemaker_or_icd", "yes"))
    assert dict(device.put_back) == {}
    assert not reviewed(device).standing("rtms").in_fit
    gone = _after(same, library, ("facts.answers.metal_near_coil", "no"))
    assert dict(gone.put_back) == {"rtms": why}
    assert reviewed(gone).put_back == {}
    assert dict(_after(gone, library, ("facts.answers.pacemaker_or_icd", "yes")).put_back) == {}


def test_staying_is_always_in_the_fit(empty, reviewed):
    assert reviewed(empty).in_fit(("ect", "stay_optimise")) == ("ect", "stay_optimise")


def test_a_stop_is_not_left_behind_by_another_record(empty, library):
    told = _after(empty, library, ("safety.check", {"plan": "yes"}))
    assert empty.keeping_safety_of(told).is_stopped


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(3)))
def test_the_order_of_trials_does_not_matter(order):
    from trd_sdm.evidence import load_library

    library = load_library()
    trials = (
        Trial(agent="sertraline", daily_dose=200, weeks=8, adherence="as_planned", outcome="none", in_episode="yes"),
        Trial(agent="venlafaxine", daily_dose=37.5, weeks=2, adherence="some_missed", outcome="none", in_episode="yes"),
        Trial(kind="psychotherapy", weeks=12, outcome="partial", in_episode="yes", finished_course="yes"),
    )
    clinical, rules = load_clinical(), load_safety_rules(library)
    shown = []
    for chosen in (trials, tuple(trials[place] for place in order)):
        record = Record(library_version=library.version, past=TrialList(trials=chosen, complete="yes"))
        found = review(record, library, clinical, rules, on=DAY)
        shown.append((found.history.trd, found.history.maudsley, found.history.thase_rush, found.verdicts))
    assert shown[0] == shown[1]


@settings(max_examples=40, deadline=None)
@given(reviewed_records())
def test_any_record_is_reviewed_and_only_what_a_rule_bars_leaves_the_fit(record):
    from trd_sdm.evidence import load_library

    library = load_library()
    found = review(record, library, load_clinical(), load_safety_rules(library), on=DAY)
    barred = {option for option, verdict in found.verdicts.items() if verdict.level == "not_suitable"}
    left = set(record.shortlist) - set(found.in_fit(record.shortlist))
    assert left == (barred - set(record.put_back)) & set(record.shortlist) - {"stay_optimise"}
    assert found.safety_stop.holds == record.is_stopped == bool(found.safety_stop.why)


@pytest.mark.parametrize("fact", ["suicidality_active", "self_harm_now", "overdose_risk"])
def test_a_yes_that_tells_of_danger_stops_wherever_it_is_given(empty, library, fact):
    told = _after(empty, library, (f"facts.answers.{fact}", "yes"))
    assert told.is_stopped
    assert empty.with_(facts={"answers": {fact: "yes"}}).is_stopped  # a file that holds it, and no check
    acted = _after(told, library, ("safety.acknowledge", {"by": "Dr A", "done": "Talked."}))
    assert not acted.is_stopped
    assert not _after(acted, library, ("facts.answers.drives", "yes")).is_stopped
    taken_back = _after(acted, library, (f"facts.answers.{fact}", "no"))
    assert not taken_back.is_stopped
    assert _after(taken_back, library, (f"facts.answers.{fact}", "yes")).is_stopped
    assert not _after(empty, library, (f"facts.answers.{fact}", "no")).is_stopped


def test_an_urgent_answer_of_today_counts_for_the_rules_where_they_were_not_asked(empty, library):
    def barred(record, day):
        found = review(record, library, load_clinical(), load_safety_rules(library), on=day)
        return "tca.c4" in {one.rule for one in found.verdicts["tricyclic"].fired}

    told = answer(empty, "safety.check", {"plan": "yes"}, library, now=NOW)
    assert barred(told, DAY)
    assert not barred(told, DAY + dt.timedelta(days=30))
    assert not barred(answer(empty, "safety.check", {"item9": 1}, library, now=NOW), DAY)
    assert not barred(told.with_(facts={"answers": {"suicidality_active": "no"}}), DAY)
