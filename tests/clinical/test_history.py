"""What the trials add up to: the label, why steps failed, and that order does not matter."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.clinical.trial_strategies import trial_lists, trials
from trd_sdm.clinical.checks import CheckAnswers, summarise_checks
from trd_sdm.clinical.history import HistorySummary, group_of, summarise
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.clinical.trials import Trial, TrialList

KNOWN = load_clinical()


def failed(agent, dose, **change):
    held = {"agent": agent, "daily_dose": dose, "weeks": 8, "adherence": "as_planned", "outcome": "none"}
    return Trial(**{**held, "in_episode": "yes", **change})


SSRI, SNRI = failed("sertraline", 100), failed("duloxetine", 60)


def finding(*listed, complete="yes"):
    return summarise(TrialList(trials=listed, complete=complete), KNOWN).trd


@pytest.mark.parametrize(
    ("trials_", "complete", "expected"),
    [
        ((SSRI, SNRI), "unknown", "met"),
        ((SSRI, failed("duloxetine", 60, outcome="partial")), "yes", "met"),
        ((SSRI, failed("citalopram", 40)), "yes", "met"),
        ((SSRI,), "yes", "not_met"),
        ((SSRI,), "no", "cannot_tell"),
        ((), "yes", "not_met"),
        ((), "unknown", "cannot_tell"),
        ((SSRI, failed("duloxetine", 60, in_episode="no")), "yes", "not_met"),
        ((SSRI, failed("duloxetine", 60, in_episode="unknown")), "yes", "cannot_tell"),
        ((SSRI, failed("duloxetine", None)), "yes", "cannot_tell"),
        ((SSRI, failed("duloxetine", 60, outcome="unknown")), "yes", "cannot_tell"),
        ((SSRI, failed("duloxetine", 60, outcome="good_then_lost")), "yes", "not_met"),
        ((SSRI, failed("duloxetine", 30)), "yes", "not_met"),
        ((SSRI, failed("venlafaxine", 75)), "yes", "cannot_tell"),
        ((SSRI, SSRI), "yes", "cannot_tell"),
        ((SSRI, failed("aripiprazole", 10, augmenting="sertraline")), "yes", "cannot_tell"),
    ],
)
def test_the_label_needs_two_fair_trials_without_enough_help_in_this_episode(trials_, complete, expected):
    assert finding(*trials_, complete=complete).finding == expected


def test_why_it_cannot_be_told_is_said():
    why = finding(SSRI, SSRI, failed("aripiprazole", 10, augmenting="x"), complete="no").why
    assert "The same drug stands here twice. We count it once." in why
    assert "A drug was added on and did not help enough. Not every rule counts that." in why
    assert "We do not know if the list is complete." in why


def test_the_published_case_has_one_sure_failure_and_an_add_on_that_not_every_rule_counts():
    case = (
        failed("sertraline", 100, weeks=13),
        failed("citalopram", 20, weeks=4.3),
        failed("venlafaxine", 75, weeks=7),
        failed("duloxetine", 90, weeks=104, outcome="good_then_lost"),
        failed("aripiprazole", 10, weeks=4, augmenting="duloxetine"),
    )
    summary = summarise(TrialList(trials=case, complete="yes"), KNOWN)
    assert (summary.trd.finding, summary.trd.sure) == ("cannot_tell", 1)
    assert {group.id: group.trials for group in summary.groups} == {
        "never_fair_chance": (1, 2),
        "helped_in_part": (3,),
        "fair_trial_no_effect": (0, 4),
    }
    assert [(sign.id, sign.trials) for sign in summary.warnings] == [("dose_kept_low", (2,)), ("time_too_short", (1,))]


@pytest.mark.parametrize(
    ("trial", "group", "option"),
    [
        (failed("sertraline", 25), "never_fair_chance", "stay_optimise"),
        (failed("sertraline", 100, outcome="partial"), "helped_in_part", "augment_antipsychotic"),
        (SSRI, "fair_trial_no_effect", "switch_antidepressant"),
        (failed("sertraline", 100, weeks=2, outcome="not_tolerated"), "not_tolerated", "switch_antidepressant"),
        (failed("sertraline", None), "cannot_tell", "stay_optimise"),
        (failed("sertraline", 100, outcome="good"), "good", "stay_optimise"),
    ],
)
def test_why_a_step_failed_says_where_to_go(trial, group, option):
    found = summarise(TrialList(trials=(trial,)), KNOWN).groups[0]
    assert found.id == group
    assert option in {key for pointer in found.points_to for key in pointer.options}


def test_signs_of_a_rushed_label_come_from_trials_and_checks():
    look = summarise_checks("lookalikes", KNOWN.lookalikes, CheckAnswers(answers={"bipolar_spectrum": "positive"}))
    body = summarise_checks("contributors", KNOWN.contributors, CheckAnswers(answers={"sleep_apnoea": "positive"}))
    short = failed("sertraline", 25, weeks=2, outcome="not_tolerated", adherence="some_missed")
    summary = summarise(TrialList(trials=(short, Trial())), KNOWN, checks=(look, body))
    assert [sign.id for sign in summary.warnings] == [
        "stopped_early",
        "dose_kept_low",
        "time_too_short",
        "doses_missed",
        "facts_missing",
        "wrong_primary_problem",
        "untreated_contributor",
        "checks_open",
    ]


def test_all_checks_clear_raises_no_sign():
    clear = [
        summarise_checks(kind, listed, CheckAnswers(answers=dict.fromkeys(listed.items, "negative")))
        for kind, listed in (("lookalikes", KNOWN.lookalikes), ("contributors", KNOWN.contributors))
    ]
    assert summarise(TrialList(trials=(SSRI, SNRI)), KNOWN, checks=tuple(clear)).warnings == ()


@given(trial_lists(), st.randoms(use_true_random=False))
def test_the_order_of_trials_changes_nothing(listed, shuffler):
    order = list(range(len(listed.trials)))
    shuffler.shuffle(order)
    turned = listed.model_copy(update={"trials": tuple(listed.trials[place] for place in order)})
    one, other = summarise(listed, KNOWN), summarise(turned, KNOWN)
    assert (one.trd, one.thase_rush, one.maudsley) == (other.trd, other.thase_rush, other.maudsley)
    assert [sign.id for sign in one.warnings] == [sign.id for sign in other.warnings]
    assert tuple(one.judgements[place] for place in order) == other.judgements
    assert {group.id: set(group.trials) for group in one.groups} == {
        group.id: {order[place] for place in group.trials} for group in other.groups
    }


@given(trial_lists(), trials(in_episode="unknown"))
def test_an_unknown_never_settles_the_label(listed, vague):
    """Adding a trial about which we do not know if it counts never turns the answer to yes or to no."""
    before = summarise(listed, KNOWN).trd
    after = summarise(listed.model_copy(update={"trials": (*listed.trials[:5], vague)}), KNOWN).trd
    if len(listed.trials) <= 5:
        assert after.sure == before.sure
        assert after.finding == before.finding or (before.finding, after.finding) == ("not_met", "cannot_tell")


@given(trial_lists())
def test_not_met_is_said_only_of_a_complete_list(listed):
    if listed.complete != "yes":
        assert summarise(listed, KNOWN).trd.finding != "not_met"


@given(trial_lists())
def test_every_trial_stands_in_one_group_and_the_summary_comes_back_from_json(listed):
    summary = summarise(listed, KNOWN)
    assert sorted(place for group in summary.groups for place in group.trials) == list(range(len(listed.trials)))
    for group in summary.groups:
        assert {group_of(listed.trials[at], summary.judgements[at]) for at in group.trials} == {group.id}
    assert HistorySummary.model_validate(json.loads(summary.model_dump_json())) == summary
