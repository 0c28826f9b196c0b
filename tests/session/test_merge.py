"""Two records become one: nothing of either is lost, what differs is named and chosen, no stop is lifted."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.session.strategies import reviewed_records
from trd_sdm.evidence import load_library
from trd_sdm.session.examples import example
from trd_sdm.session.merge import WEIGHED, CannotMerge, MergeConflicts, merge
from trd_sdm.session.record import Record
from trd_sdm.session.record_file import parse_record

LIBRARY = load_library()
MADE = {"library_version": LIBRARY.version}
DAY = dt.date(2026, 11, 23)


def conflicts(first, second):
    with pytest.raises(MergeConflicts) as caught:
        merge(first, second)
    return [one.place for one in caught.value.conflicts]


@settings(max_examples=30)
@given(reviewed_records(mode="session"))
def test_a_record_with_itself_or_with_a_blank_one_stays_as_it_is(record):
    blank = Record(**MADE, mode="session")
    assert merge(record, record) == record
    assert merge(record, blank) == record
    kept = {name: getattr(record, name) for name in Record.model_fields}
    joined = merge(blank, record)
    for name in ("past", "facts", "safety", "put_back", "tracking", "questionnaires", *WEIGHED):
        assert getattr(joined, name) == kept[name], name


@settings(max_examples=40)
@given(reviewed_records(mode="session"), reviewed_records(mode="session"), st.sampled_from(["first", "second"]))
def test_every_pair_fits_together_and_keeps_every_sign_of_danger(first, second, rest):
    both = merge(first, second, rest=rest)
    assert {*both.safety.checks} >= {*first.safety.checks, *second.safety.checks}
    unseen = not {*first.safety.checks} & {*second.safety.checks}  # nobody acted on what stood in the other
    if unseen and not (first.safety.may_go_on() and second.safety.may_go_on()):
        assert not both.safety.may_go_on()
    assert both.is_stopped >= (first.is_stopped or second.is_stopped)
    assert {*both.safety.acknowledgements} == {*first.safety.acknowledgements, *second.safety.acknowledgements}
    assert len(both.past.trials) >= max(len(first.past.trials), len(second.past.trials))
    assert {*first.facts.answers} | {*second.facts.answers} == {*both.facts.answers}
    assert parse_record(both.to_json(), LIBRARY) == both


@settings(max_examples=30)
@given(reviewed_records(mode="session"), reviewed_records(mode="session"))
def test_choosing_for_every_conflict_that_is_named_settles_the_two(first, second):
    named = []
    try:
        merge(first, second)
    except MergeConflicts as error:
        named = [one.place for one in error.conflicts]
    assert len(set(named)) == len(named)
    now = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    chosen = merge(first, second, dict.fromkeys(named, "second"), now=now)
    assert chosen == merge(first, second, rest="second", now=now)


def notes(*days, **entry):
    return {"entries": tuple({"on": day, **entry} for day in days)}


def test_weeks_of_both_stand_in_their_order_and_a_day_of_both_is_joined():
    earlier = DAY - dt.timedelta(weeks=1)
    first = Record(**MADE, tracking=notes(DAY, ratings={"mood": 4}))
    second = Record(
        **MADE,
        tracking={"entries": (*notes(earlier, note="A walk.")["entries"], *notes(DAY, side_effects=2)["entries"])},
    )
    both = merge(first, second)
    assert [entry.on for entry in both.tracking.entries] == [earlier, DAY]
    assert (both.tracking.entries[1].ratings["mood"], both.tracking.entries[1].side_effects) == (4, 2)
    other = Record(**MADE, tracking=notes(DAY, ratings={"mood": 7}))
    place = f"tracking.entries.{DAY}.ratings.mood"
    assert conflicts(first, other) == [place]
    assert merge(first, other, {place: "second"}).tracking.entries[0].ratings["mood"] == 7


def test_the_same_trial_told_twice_is_one_trial_and_its_dose_is_asked_for():
    def with_trials(*trials):
        return Record(**MADE, past={"trials": trials})

    told = {"agent": "Sertraline", "daily_dose": 150.0}
    first = with_trials(told, {"agent": "venlafaxine"})
    second = with_trials({"agent": "sertraline", "daily_dose": 200.0, "outcome": "partial"}, {"agent": "lithium"})
    places = conflicts(first, second)
    assert places == ["past.trials.drug sertraline.agent", "past.trials.drug sertraline.daily_dose"]
    both = merge(first, second, dict.fromkeys(places, "second"))
    assert [(trial.agent, trial.daily_dose, trial.outcome) for trial in both.past.trials] == [
        ("sertraline", 200, "partial"),
        ("venlafaxine", None, "unknown"),
        ("lithium", None, "unknown"),
    ]
    assert len(merge(with_trials(told, told), with_trials(told)).past.trials) == 2


def test_what_was_weighed_comes_whole_from_one_of_the_two(record):
    other = record.with_points("patient", "response", 10)
    assert conflicts(record, other) == ["weights"]
    assert merge(record, other, {"weights": "second"}).weights == other.weights
    assert merge(Record(**MADE), record).weights == record.weights


def test_a_stop_in_either_holds_in_both():
    marked = notes(DAY, suicidal={"frequency": 2})
    assert merge(Record(**MADE), Record(**MADE, tracking=marked)).is_stopped
    assert merge(Record(**MADE, tracking=marked), Record(**MADE)).is_stopped


@pytest.mark.parametrize("rest", ["first", "second"])
def test_a_fact_that_stops_is_not_lost_with_the_side_that_is_not_taken(rest):
    danger = Record(**MADE, facts={"answers": {"suicidality_active": "yes"}})
    calm = Record(**MADE, facts={"answers": {"suicidality_active": "no"}})
    assert danger.is_stopped
    assert not calm.is_stopped
    assert merge(danger, calm, rest=rest).is_stopped
    assert merge(calm, danger, rest=rest).is_stopped


def test_a_stop_that_a_clinician_acted_on_in_one_copy_holds_where_it_held_in_the_other():
    check = {"item9": 2, "answered_at": "2026-01-05T10:00:00Z"}
    word = {"by": "Dr A", "done": "Talked.", "at": "2026-01-05T10:05:00Z", "covers": check}
    stopped = Record(**MADE, safety={"checks": [check]})
    acted = Record(**MADE, safety={"checks": [check], "acknowledgements": [word]})
    assert not acted.is_stopped
    both = merge(acted, stopped)
    assert both.is_stopped
    assert both.safety.acknowledgements == acted.safety.acknowledgements


def test_the_choice_and_its_reason_come_from_the_same_copy():
    first = Record(**MADE, choice={"option": "ect", "why": "It works fast."})
    second = Record(**MADE, choice={"option": "rtms"})
    assert conflicts(first, second) == ["choice"]
    assert merge(first, second, {"choice": "second"}).choice == second.choice


def test_two_questionnaires_of_one_day_stand_beside_each_other():
    first = Record(**MADE, tracking=notes(DAY, answers=({"instrument": "gad7", "answers": {"nervous": 1}},)))
    second = Record(**MADE, tracking=notes(DAY, scores=({"measure": "madrs", "score": 20.0},)))
    (entry,) = merge(first, second).tracking.entries
    assert (len(entry.answers), len(entry.scores)) == (1, 1)
    other = Record(**MADE, tracking=notes(DAY, answers=({"instrument": "phq9", "answers": {"interest": 1}},)))
    (entry,) = merge(first, other).tracking.entries
    assert [held.instrument for held in entry.answers] == ["gad7", "phq9"]


def test_a_made_up_case_and_a_session_stay_apart():
    with pytest.raises(CannotMerge, match="made-up case"):
        merge(Record(**MADE), Record(**MADE, mode="session"))


def test_a_choice_for_what_does_not_differ_is_refused():
    with pytest.raises(CannotMerge, match="country: both records hold the same here"):
        merge(Record(**MADE, country="GB"), Record(**MADE, country="GB"), {"country": "first"})


def test_one_questionnaire_of_one_day_with_other_answers_in_each_is_a_conflict_at_its_answer():
    first, second = (
        Record(**MADE, tracking=notes(DAY, answers=({"instrument": "gad7", "answers": {"nervous": score, other: 1}},)))
        for score, other in ((1, "control"), (2, "worry"))
    )
    place = f"tracking.entries.{DAY}.answers.gad7 of no day.answers.nervous"
    with pytest.raises(MergeConflicts) as raised:
        merge(first, second)
    assert [conflict.place for conflict in raised.value.conflicts] == [place]
    (held,) = merge(first, second, {place: "second"}).tracking.entries[0].answers
    assert dict(held.answers) == {"nervous": 2, "control": 1, "worry": 1}


def test_too_many_days_for_one_record_are_refused_in_a_sentence():
    days = [DAY - dt.timedelta(days=n) for n in range(600)]
    halves = [Record(**MADE, tracking=notes(*sorted(held), note="x")) for held in (days[:300], days[300:])]
    with pytest.raises(CannotMerge, match=r"tracking.*at most 520"):
        merge(*halves)


def test_two_visits_of_the_example_come_back_together(library):
    case = example(library)
    cut = dt.date(2026, 10, 10)
    early = case.with_(
        tracking={
            "courses": case.tracking.courses[:1],
            "entries": tuple(entry for entry in case.tracking.entries if entry.on < cut),
        }
    )
    late = case.with_(tracking={"courses": case.tracking.courses, "entries": tuple(case.tracking.entries[6:])})
    both = merge(early, late)
    assert both.tracking == case.tracking
    assert both.safety == case.safety
