"""What was tried comes back from JSON as it went, and nothing odd gets in."""

import json

import pytest
from hypothesis import given
from pydantic import ValidationError

from tests.clinical.trial_strategies import trial_lists
from trd_sdm.clinical.trials import TRIALS_AT_MOST, Trial, TrialList


@given(trial_lists())
def test_a_list_comes_back_from_json_as_it_went(listed):
    assert TrialList.model_validate(json.loads(listed.model_dump_json())) == listed


def test_everything_begins_as_unknown():
    trial = Trial()
    unknown = (trial.adherence, trial.outcome, trial.stopped, trial.in_episode, trial.finished_course, trial.bilateral)
    assert set(unknown) == {"unknown"}
    assert TrialList().complete == "unknown"


@pytest.mark.parametrize(
    "change",
    [
        {"daily_dose": 0},
        {"daily_dose": float("inf")},
        {"daily_dose": "20"},
        {"weeks": -1},
        {"agent": " "},
        {"agent": "x" * 81},
        {"note": "x" * 501},
        {"kind": "herb"},
        {"name": "somebody"},
    ],
)
def test_what_is_no_trial_is_refused(change):
    with pytest.raises(ValidationError):
        Trial(**change)


def test_a_list_has_an_end():
    with pytest.raises(ValidationError, match="at most"):
        TrialList(trials=(Trial(),) * (TRIALS_AT_MOST + 1))


def test_a_drug_added_on_is_judged_as_an_add_on():
    assert Trial(agent="lithium", augmenting="sertraline").role == "augmentation"
    assert Trial(agent="sertraline").role == "antidepressant"
