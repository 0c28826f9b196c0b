"""What is said of the scores of a plan: outside the range of the measure, or an aim no lower than the score now."""

import pytest

from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.present.plan import about_scores
from trd_sdm.present.speech import slips
from trd_sdm.session.plan import Plan
from trd_sdm.session.plan_defaults import score_range


def said(**plan):
    planned, clinical = Plan(**plan), load_clinical()
    return about_scores(planned, clinical, score_range(planned, clinical))


@pytest.mark.parametrize(
    "plan",
    [
        {},
        {"baseline": 40.0, "goal": 50.0},
        {"measure": "phq9", "baseline": 18.0},
        {"measure": "phq9", "goal": 18.0},
        {"measure": "phq9", "baseline": 18.0, "goal": 9.0},
        {"measure": "c_ssrs", "baseline": 18.0, "goal": 20.0},
    ],
)
def test_nothing_is_said_where_nothing_is_odd(plan):
    assert said(**plan) == ""


@pytest.mark.parametrize("goal", [18.0, 20.0])
def test_an_aim_no_lower_than_the_score_now_is_asked_about_and_not_refused(goal):
    told = said(measure="phq9", baseline=18.0, goal=goal)
    assert f"You aim for {goal:g}, and the score now is 18. On the PHQ-9, lower is better." in told
    assert "Keep it if that is what you mean." in told
    assert not slips(told)


def test_a_score_outside_the_range_is_named_with_the_range():
    told = said(measure="phq9", baseline=40.0, goal=9.0)
    assert "\u201cScore now\u201d says 40. The PHQ-9 goes from 0 to 27. Please look at it again." in told
    assert "lower is better" not in told
