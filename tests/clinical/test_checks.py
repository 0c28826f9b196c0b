"""Look-alikes and contributors: rows three and four, open until answered, targeted tests only."""

import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from trd_sdm.clinical.checks import CheckAnswers, CheckStatus, CheckSummary, summarise_checks
from trd_sdm.clinical.knowledge import load_clinical

KNOWN = load_clinical()
LISTS = {"lookalikes": KNOWN.lookalikes, "contributors": KNOWN.contributors}
STATUS = st.sampled_from(get_args(CheckStatus))


def test_the_lists_hold_what_must_be_looked_for():
    assert set(KNOWN.lookalikes.items) == {
        "bipolar_spectrum", "anxiety", "ptsd", "ocd", "adhd", "executive_overload",
    }  # fmt: skip
    assert set(KNOWN.contributors.items) == {
        "thyroid", "anaemia", "chronic_inflammation", "pain", "sleep_apnoea", "nutrition",
        "alcohol", "sedatives", "hormones", "neurologic_drugs",
    }  # fmt: skip


@pytest.mark.parametrize("kind", LISTS)
def test_nothing_asked_is_all_open(kind):
    summary = summarise_checks(kind, LISTS[kind], CheckAnswers())
    assert len(summary.open) == len(LISTS[kind].items)
    assert summary.positive == summary.negative == ()


@pytest.mark.parametrize(
    ("status", "is_open"),
    [("not_asked", True), ("asked", True), ("unsure", True), ("positive", False), ("negative", False)],
)
def test_only_a_clear_answer_closes_an_item(status, is_open):
    summary = summarise_checks("contributors", KNOWN.contributors, CheckAnswers(answers={"thyroid": status}))
    assert ("thyroid" in {finding.id for finding in summary.open}) is is_open


def test_what_is_found_says_what_it_changes():
    answers = CheckAnswers(answers={"bipolar_spectrum": "positive"}, notes={"bipolar_spectrum": "Sister told of 2019."})
    found = summarise_checks("lookalikes", KNOWN.lookalikes, answers).positive[0]
    assert "another plan" in found.changes.text
    assert found.note == "Sister told of 2019."


def test_no_test_is_ordered_for_everybody_but_the_two_of_the_guideline():
    first = {
        test.name for item in KNOWN.contributors.items.values() for test in item.tests if "first look" in test.when
    }
    assert first == {"TSH", "Full blood count"}
    rest = {test.when for item in KNOWN.contributors.items.values() for test in item.tests} - {
        "As part of a first look"
    }
    assert all(when.startswith("Only if") for when in rest)


@given(st.dictionaries(st.sampled_from([*KNOWN.lookalikes.items, "of_another_list"]), STATUS))
def test_answers_and_summary_come_back_from_json(answered):
    answers = CheckAnswers(answers=answered)
    assert CheckAnswers.model_validate(json.loads(answers.model_dump_json())) == answers
    summary = summarise_checks("lookalikes", KNOWN.lookalikes, answers)
    assert CheckSummary.model_validate(json.loads(summary.model_dump_json())) == summary
    assert len(summary.open) + len(summary.positive) + len(summary.negative) == len(summary.findings)


@pytest.mark.parametrize(
    "change", [{"answers": {"thyroid": "maybe"}}, {"notes": {"thyroid": ""}}, {"notes": {"thyroid": "x" * 501}}]
)
def test_an_answer_that_is_none_is_refused(change):
    with pytest.raises(ValidationError):
        CheckAnswers(**change)


def test_answers_cannot_be_changed_in_place():
    with pytest.raises(TypeError):
        CheckAnswers(answers={"thyroid": "asked"}).answers["thyroid"] = "negative"
