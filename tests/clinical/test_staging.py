"""Thase-Rush and Maudsley as published: every stage, both bounds, every edge of a band."""

import json

import pytest
from hypothesis import given

from tests.clinical.trial_strategies import trial_lists
from trd_sdm.clinical.adequacy import judge
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.clinical.staging import Maudsley, MaudsleyScore, maudsley, thase_rush
from trd_sdm.clinical.trials import Trial, TrialList

KNOWN = load_clinical()
MSM, STAGES = KNOWN.staging.maudsley, KNOWN.staging.thase_rush


def failed(agent, dose, **change):
    held = {"agent": agent, "daily_dose": dose, "weeks": 8, "adherence": "as_planned", "outcome": "none"}
    return Trial(**{**held, "in_episode": "yes", **change})


SSRI, SSRI_2, SNRI = failed("sertraline", 100), failed("citalopram", 40), failed("duloxetine", 60)
TCA, MAOI = failed("nortriptyline", 100), failed("phenelzine", 60)
ECT = Trial(kind="ect", finished_course="yes", bilateral="yes", outcome="none", in_episode="yes")
ADD_ON = failed("aripiprazole", 10, augmenting="sertraline")


def judged(listed):
    return tuple((trial, judge(trial, KNOWN.agents)) for trial in listed.trials)


def stage(*trials, complete="yes"):
    listed = TrialList(trials=trials, complete=complete)
    return thase_rush(listed, judged(listed), STAGES)


def score(*trials, complete="yes", **episode):
    listed = TrialList(trials=trials, complete=complete, **episode)
    return maudsley(listed, judged(listed), MSM)


@pytest.mark.parametrize(
    ("trials", "expected"),
    [
        ([failed("sertraline", 100, outcome="good")], 0),
        ([SSRI], 1),
        ([SSRI, SSRI_2], 1),
        ([SSRI, ADD_ON], 1),
        ([SSRI, SNRI], 2),
        ([SSRI, TCA], 2),
        ([SSRI, SNRI, TCA], 3),
        ([SSRI, SNRI, MAOI], 2),
        ([SSRI, SNRI, TCA, MAOI], 4),
        ([SSRI, SNRI, TCA, MAOI, ECT], 5),
        ([SSRI, SNRI, ECT], 2),
        ([SSRI, SNRI, TCA, failed("moclobemide", 600)], 3),
    ],
)
def test_each_thase_rush_stage_is_reached_by_what_it_asks_for(trials, expected):
    found = stage(*trials)
    assert found.stage == expected
    assert found.reason == STAGES.stages[expected]
    assert found.limits
    assert found.sources == ("thase_rush", "staging_oracle")


def test_without_a_fair_trial_there_is_no_stage():
    assert stage().stage is None
    assert stage(failed("sertraline", 25)).reason.startswith("No fair trial is listed")


def test_unilateral_ect_is_not_stage_five_and_unknown_ect_leaves_it_open():
    older = (SSRI, SNRI, TCA, MAOI)
    assert stage(*older, ECT.model_copy(update={"bilateral": "no"})).stage == 4
    left_open = stage(*older, ECT.model_copy(update={"bilateral": "unknown"}))
    assert (left_open.stage, left_open.low, left_open.high) == (None, 4, 5)


def test_an_incomplete_list_gives_a_stage_only_from_below():
    found = stage(SSRI, SNRI, complete="unknown")
    assert (found.stage, found.low, found.high) == (None, 2, 5)
    assert found.reason.startswith("At least stage 2")


def test_an_earlier_episode_does_not_count():
    assert stage(SSRI, SNRI.model_copy(update={"in_episode": "no"})).stage == 1


MANY = [SSRI, SNRI, TCA, MAOI, SSRI_2, failed("mirtazapine", 45), failed("vortioxetine", 20), failed("paroxetine", 40)]
MANY += [failed("fluoxetine", 40), failed("escitalopram", 20), failed("bupropion", 300)]


def test_the_score_runs_from_three_to_fifteen():
    lowest = score(SSRI, episode_months=1, severity="subsyndromal")
    highest = score(*MANY, ECT, ADD_ON, episode_months=40, severity="severe_psychotic")
    assert (lowest.score, lowest.band) == (3, "mild")
    assert (highest.score, highest.band) == (15, "severe")


@pytest.mark.parametrize(("months", "points"), [(0, 1), (12, 1), (13, 2), (24, 2), (25, 3), (600, 3)])
def test_each_edge_of_duration(months, points):
    parts = {part.name: part for part in score(SSRI, episode_months=months, severity="mild").parts}
    assert parts["duration"].low == parts["duration"].high == points


@pytest.mark.parametrize(
    ("count", "points"), [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (6, 3), (7, 4), (10, 4), (11, 5)]
)
def test_each_edge_of_the_count_of_failures(count, points):
    found = score(*MANY[:count], episode_months=3, severity="mild")
    assert {part.name: part.high for part in found.parts}["failures"] == points
    assert found.score == 3 + points


def test_severity_augmentation_and_ect_give_their_points():
    named = [score(SSRI, episode_months=1, severity=key).score for key in MSM.severity]
    assert named == [3, 4, 5, 6, 7]
    assert score(SSRI, ADD_ON, episode_months=1, severity="subsyndromal").score == 4
    assert score(SSRI, ECT, episode_months=1, severity="subsyndromal").score == 4


def test_each_edge_of_the_bands():
    assert [MSM.band(points) for points in (3, 6, 7, 10, 11, 15)] == [
        "mild", "mild", "moderate", "moderate", "severe", "severe",
    ]  # fmt: skip


def test_what_is_missing_is_named_and_widens_the_score():
    found = score(SSRI)
    assert (found.score, found.low, found.high) == (None, 3, 9)
    assert found.missing == ("duration", "severity")
    assert found.band is None


def test_an_incomplete_list_leaves_add_ons_ect_and_the_count_open():
    found = score(SSRI, complete="no", episode_months=30, severity="severe")
    assert (found.low, found.high) == (8, 14)
    assert found.missing == ("failures", "augmentation", "ect")


def test_without_a_failed_trial_there_is_no_score():
    assert score(failed("sertraline", 25), episode_months=3, severity="mild").low is None


@given(trial_lists())
def test_a_score_is_within_its_range_and_comes_back_from_json(listed):
    found = maudsley(listed, judged(listed), MSM)
    if found.low is not None:
        assert 3 <= found.low <= found.high <= 15
        assert (found.score is None) == bool(found.missing)
    assert MaudsleyScore.model_validate(json.loads(found.model_dump_json())) == found


@given(trial_lists())
def test_a_stage_found_with_an_open_list_never_exceeds_the_one_with_a_closed_list(listed):
    closed = listed.model_copy(update={"complete": "yes"})
    left_open = thase_rush(listed, judged(listed), STAGES)
    settled = thase_rush(closed, judged(closed), STAGES)
    if left_open.low is not None and settled.low is not None:
        assert left_open.low == settled.low
        assert left_open.high >= settled.high


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"range": (3, 14)}, "the points run from 3 to 15"),
        ({"duration": ({"label": "all", "up_to": 12, "points": 1},)}, "only the last has no end"),
        ({"bands": ({"name": "mild", "low": 3, "high": 6}, {"name": "severe", "low": 8, "high": 15})}, "without gap"),
    ],
)
def test_a_method_that_does_not_add_up_is_refused(change, sentence):
    with pytest.raises(ValueError, match=sentence):
        Maudsley.model_validate({**MSM.model_dump(), **change})
