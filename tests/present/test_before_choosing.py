"""Past treatments, stages, checks and health, as they are said: escaped, sourced, and with their gaps."""

import datetime as dt
import re

import pytest

from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.clinical.measures import score
from trd_sdm.clinical.safety_rules_load import load_safety_rules
from trd_sdm.clinical.trials import Trial
from trd_sdm.evidence import load_library
from trd_sdm.present import adds_up, checklists, citing, health, questionnaires, trials
from trd_sdm.present.labels import option_names
from trd_sdm.session.record import Record
from trd_sdm.session.review import review

ON = dt.date(2026, 11, 27)
HOSTILE = "<img src=x onerror=alert(1)>"
FAIR = {"daily_dose": 100, "weeks": 8, "adherence": "as_planned", "outcome": "none", "in_episode": "yes"}


@pytest.fixture(scope="module")
def library():
    return load_library()


@pytest.fixture(scope="module")
def clinical():
    return load_clinical()


@pytest.fixture(scope="module")
def rules(library):
    return load_safety_rules(library)


@pytest.fixture
def reviewed(library, clinical, rules):
    def run(**fields):
        record = Record(library_version=library.version, **fields)
        return record, review(record, library, clinical, rules, on=ON)

    return run


@pytest.fixture
def shelf(clinical):
    return citing.Shelf.of(clinical.bibliography)


def test_a_source_keeps_its_number_wherever_it_is_met_again(shelf):
    first = shelf(("canmat2023", "rxtx_dep"))
    assert [link.number for link in first] == [1, 2]
    assert [link.number for link in shelf(("rxtx_dep", "phq9_paper"))] == [2, 3]
    assert [link.id for link in shelf.links] == ["canmat2023", "rxtx_dep", "phq9_paper"]


def test_every_source_of_a_safety_rule_can_be_shown(rules):
    links = citing.Shelf.of_rules(rules)(rules.sources)
    assert len(links) == len(rules.sources)
    assert all(link.citation and (not link.href or link.href.startswith("http")) for link in links)


def test_a_treatment_shows_its_verdict_its_reasons_and_where_the_limits_come_from(reviewed, shelf):
    _, found = reviewed(past={"trials": [FAIR | {"agent": "sertraline", "daily_dose": 25}]})
    row = trials.row(*found.trials[0], shelf)
    assert (row["title"], row["badge"]) == ("Sertraline, 25 mg a day, 8 weeks", "Not a fair trial")
    assert "This table asks for at least 50 mg." in row["html"]
    assert "at least 50 mg a day (inferred) and at least 6 weeks (stated)" in row["html"]
    assert row["html"].count("trd-cite") == len(found.trials[0][1].sources) > 0


def test_typed_names_and_notes_are_escaped_wherever_they_stand(reviewed, shelf, library):
    _, found = reviewed(past={"trials": [{"agent": HOSTILE, "note": HOSTILE, "augmenting": HOSTILE}]})
    for html in (trials.row(*found.trials[0], shelf)["html"], adds_up.html(found, option_names(library), shelf)):
        assert "<img" not in html
        assert "&lt;img src=x" in html


@pytest.mark.parametrize("kind", ["ect", "rtms", "psychotherapy"])
def test_a_finished_course_is_not_praised_for_a_dose_it_never_had(reviewed, kind):
    _, found = reviewed(past={"trials": [{"kind": kind, "finished_course": "yes", "outcome": "none"}]})
    assert [reason.text for reason in found.trials[0][1].reasons] == ["The planned course was finished."]


def test_a_form_asks_only_what_a_trial_holds(clinical):
    names = {field["name"] for field in trials.fields(clinical.agents)}
    assert names == set(Trial.model_fields)


def test_an_empty_list_says_so_and_gives_no_stage(reviewed, shelf, library):
    _, found = reviewed()
    html = adds_up.html(found, option_names(library), shelf)
    assert adds_up.NO_TRIALS in html
    assert (adds_up.thase_value(found), adds_up.maudsley_value(found)) == ("No stage", "No score")


def test_a_whole_history_gives_a_stage_a_score_and_its_inputs(reviewed, shelf, library):
    drugs = [FAIR | {"agent": name} for name in ("sertraline", "citalopram")]
    past = {"trials": drugs, "complete": "yes", "episode_months": 20, "severity": "moderate"}
    _, found = reviewed(past=past)
    html = adds_up.html(found, option_names(library), shelf)
    assert "The definition is met" in html
    assert f"{found.history.maudsley.score} points, {found.history.maudsley.band}" in html
    assert "Length: 20 months" in html
    assert "Still missing" not in html


def test_what_a_score_still_lacks_is_named(reviewed, shelf, library):
    _, found = reviewed(past={"trials": [FAIR | {"agent": "sertraline"}]})
    html = adds_up.html(found, option_names(library), shelf)
    assert set(found.history.maudsley.missing) <= set(adds_up.MISSING)
    assert "Still missing: how long this episode has lasted" in html


def test_a_check_that_fits_says_what_it_changes_and_which_test_fits(reviewed, shelf):
    _, found = reviewed(contributors={"answers": {"thyroid": "positive", "pain": "negative", "anaemia": "asked"}})
    after = checklists.check_after(found.checks[1], shelf)
    assert list(after) == ["contributors.answers.thyroid"]
    assert "The thyroid is treated first or alongside." in after["contributors.answers.thyroid"]
    assert "TSH" in after["contributors.answers.thyroid"]


def test_every_item_of_both_lists_is_asked_with_its_reason(clinical, shelf):
    for kind in ("lookalikes", "contributors"):
        items = getattr(clinical, kind).items
        rows = checklists.check_rows(kind, getattr(clinical, kind), clinical, shelf)
        assert [row["key"] for row in rows] == [f"{kind}.answers.{key}" for key in items]
        assert all(re.search(r"Stated|Inferred", row["body"]) for row in rows)


def test_a_questionnaire_is_worded_as_its_owner_worded_it_and_gives_no_early_total(clinical):
    phq9 = clinical.instruments["phq9"]
    rows = questionnaires.rows(phq9)
    assert [row["label"].partition(". ")[2] for row in rows] == [item.text for item in phq9.items]
    assert "No total yet: 9 of 9" in questionnaires.scored(score(phq9, {}), phq9)
    whole = questionnaires.scored(score(phq9, {item.id: 2 for item in phq9.items}), phq9)
    assert whole == "18 points on a scale from 0 to 27. Its authors call this range moderately severe."


def test_cut_offs_are_counts_out_of_100_in_both_frames(clinical):
    known = clinical.measures.measures["rapid_mood_screener"].accuracy[0]
    said = questionnaires.accuracy(known)
    assert "88 of 100 people who had it scored at or above, 12 did not" in said
    assert "80 of 100 people who did not have it scored below, 20 did not" in said


def test_only_what_the_table_needs_is_asked_and_every_fact_of_the_rules_can_be(rules, library):
    asked, names = health.asked_by(rules), option_names(library)
    few = health.rows(rules, asked, ("stay_optimise", "rtms"), names, every=False)
    every = health.rows(rules, asked, (), names, every=True)
    assert all("rTMS" in row["body"] for row in few)
    assert 0 < len(few) < len(every)
    assert {f"facts.answers.{fact}" for fact in rules.facts} <= {row["key"] for row in every}


def test_every_open_question_of_the_rules_has_its_row(reviewed, rules, library):
    _, found = reviewed()
    keys = {row["key"] for row in health.rows(rules, health.asked_by(rules), (), {}, every=True)}
    fields = {"fact": "answers", "drug_group": "drug_groups", "recent_group": "recent_groups"}
    for verdict in found.verdicts.values():
        for question in verdict.questions:
            if question.kind in fields:
                assert f"facts.{fields[question.kind]}.{question.about}" in keys


def test_an_answer_shows_the_rules_it_touches_and_no_rule_is_no_proof(reviewed, rules, library):
    record, found = reviewed(facts={"answers": {"metal_near_coil": "yes", "pregnant": "no"}})
    given = health.answered(record.facts)
    table, names = ("rtms", "esketamine"), option_names(library)
    shelf = citing.Shelf.of_rules(rules)
    told = health.touched(found, health.asked_by(rules), given, table, names, shelf)
    assert "not suitable" in told["facts.answers.metal_near_coil"]
    assert health.NOTHING_HOLDS in told["facts.answers.pregnant"]


def test_every_group_of_facts_and_age_has_its_words(rules):
    assert {entry.group for entry in rules.facts.values()} <= set(health.GROUPS)
    assert [age["id"] for age in health.ages()] == ["under_18", "from_18_to_24", "from_25_to_64", "from_65"]


def test_a_medicine_nobody_knows_is_kept_and_said_to_be_unknown(reviewed, rules):
    record, _ = reviewed(facts={"drugs": [{"name": HOSTILE}, {"name": "sertraline"}]})
    unknown, known = (health.drug_row(use, rules) for use in record.facts.drugs)
    assert "Not in our list" in unknown["html"]
    assert known["html"] == ""
