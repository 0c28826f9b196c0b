"""Gaps between drugs: last dose plus interval, the latest of several, and no day where a date is missing."""

from __future__ import annotations

import datetime as dt

import pytest

from trd_sdm.clinical.facts import PatientFacts
from trd_sdm.clinical.safety_rules_load import load_safety_rules
from trd_sdm.clinical.verdicts import verdicts
from trd_sdm.clinical.washout import CANNOT_TELL, CLEAR, washout
from trd_sdm.evidence import load_library

LAST = dt.date(2026, 1, 1)
LIBRARY = load_library()
RULES = load_safety_rules(LIBRARY)
ALL = PatientFacts(all_drugs_listed="yes", all_stopped_listed="yes")


@pytest.mark.parametrize(
    ("name", "option", "planned", "days"),
    [
        ("phenelzine", "switch_antidepressant", ("sertraline",), 14),
        ("phenelzine", "switch_antidepressant", ("clomipramine",), 21),
        ("Parnate", "tricyclic", ("nortriptyline",), 14),
        ("Parnate", "tricyclic", ("imipramine",), 21),
        ("moclobemide", "switch_antidepressant", ("sertraline",), 5),
        ("sertraline", "maoi", None, 14),
        ("fluoxetine", "maoi", None, 35),
        ("imipramine", "maoi", None, 21),
        ("ketoconazole", "augment_antipsychotic", ("cariprazine",), 14),
    ],
)
def test_the_first_day_is_the_last_dose_plus_the_interval_and_the_rules_agree(name, option, planned, days):
    facts = ALL.with_drug(name, last_dose=LAST).with_(planned={option: planned} if planned else {})
    found = washout(facts, RULES, option)
    assert found.earliest == LAST + dt.timedelta(days=days)
    for on, is_barred in ((found.earliest - dt.timedelta(days=1), True), (found.earliest, False)):
        fired = verdicts(facts, RULES, LIBRARY, on=on)[option].fired
        assert any(finding.washouts for finding in fired) is is_barred
    assert all(wait.sources and wait.basis == "stated" for wait in found.waits)


def test_of_several_gaps_the_latest_counts():
    facts = ALL.with_drug("fluoxetine", last_dose=LAST).with_drug("sertraline", last_dose=dt.date(2026, 1, 20))
    found = washout(facts, RULES, "maoi")
    assert found.earliest == dt.date(2026, 2, 5)
    later = facts.with_drug("imipramine", last_dose=dt.date(2026, 1, 20))
    assert washout(later, RULES, "maoi").earliest == dt.date(2026, 2, 10)
    assert found.waits[-1].longest_days == 42


def test_an_unknown_date_gives_no_day_but_keeps_the_day_that_is_known():
    facts = ALL.with_drug("sertraline", last_dose=LAST).with_drug("fluoxetine", stopped=True)
    found = washout(facts, RULES, "maoi")
    assert found.earliest is None
    assert found.not_before == dt.date(2026, 1, 15)
    assert [question.kind for question in found.questions] == ["last_dose"]
    assert found.text == f"Not before 2026-01-15 in any case. {CANNOT_TELL}"


def test_a_drug_still_taken_gives_no_day_and_nobody_is_told_to_stop_it():
    found = washout(ALL.with_drug("sertraline"), RULES, "maoi")
    assert found.earliest is None
    assert found.text == (
        "Not while you take sertraline. Not before 14 days after the last dose. Never stop a drug on your own."
    )


def test_what_was_not_asked_gives_no_day():
    found = washout(PatientFacts().with_drug("sertraline", last_dose=LAST), RULES, "maoi")
    assert found.earliest is None
    assert {question.kind for question in found.questions} == {"drug_group", "recent_group"}
    assert washout(PatientFacts(), RULES, "maoi").earliest is None


def test_an_unknown_drug_gives_no_day():
    found = washout(ALL.with_drug("Zzyzxol", last_dose=LAST), RULES, "maoi")
    assert found.earliest is None
    assert "drug_name" in {question.kind for question in found.questions}


@pytest.mark.parametrize("is_recent", [False, True])
def test_a_group_answered_with_yes_counts_as_a_drug(is_recent):
    found = washout(ALL.with_group("maoi_irreversible", "yes", recent=is_recent), RULES, "tricyclic")
    assert found.earliest is None
    assert {wait.state for wait in found.waits} == {"date_unknown" if is_recent else "still_taking"}


def test_an_undecided_drug_is_counted_on_the_safe_side():
    facts = ALL.with_drug("phenelzine", last_dose=LAST)
    found = washout(facts, RULES, "switch_antidepressant")
    assert found.not_before == dt.date(2026, 1, 22)
    assert found.earliest is None
    assert {wait.washout for wait in found.waits if wait.certain} == {"maoi_to_antidepressant"}
    assert [question.kind for question in found.questions if question.kind == "planned"]


def test_no_gap_is_said_only_where_everything_is_known():
    assert washout(ALL, RULES, "maoi").text == CLEAR
    assert washout(PatientFacts(), RULES, "ect").text == CLEAR
    assert washout(PatientFacts(), RULES, "maoi").text == CANNOT_TELL


def test_a_group_answered_with_no_settles_a_drug_of_which_it_was_not_known():
    facts = ALL.with_drug("lithium", last_dose=LAST)
    assert washout(facts, RULES, "maoi").earliest is None
    settled = facts.with_group("serotonergic_antidepressant", "no", recent=True)
    assert washout(settled, RULES, "maoi").text == CLEAR
