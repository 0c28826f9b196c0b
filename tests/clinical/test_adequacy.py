"""Whether a trial was fair: the published case, the edges, and unknown is never no."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.clinical.trial_strategies import trials
from trd_sdm.clinical.adequacy import PROXY, judge
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.clinical.trials import Trial

TABLE = load_clinical().agents
RANK = {"not_adequate": 0, "cannot_tell": 1, "adequate": 2}
FAIR = {"agent": "sertraline", "daily_dose": 100, "weeks": 8, "adherence": "as_planned", "outcome": "none"}


def trial(**change):
    return Trial(**{**FAIR, "in_episode": "yes", **change})


DULOXETINE = {"agent": "duloxetine", "daily_dose": 90, "weeks": 104, "outcome": "good_then_lost"}
DULOXETINE_WITH_ARIPIPRAZOLE = {"agent": "aripiprazole", "daily_dose": 10, "weeks": 4, "augmenting": "duloxetine"}
ATRQ_CASE = [  # MGH-ATRQ worked case, Current Psychiatry (source atrq_case)
    ({"agent": "sertraline", "daily_dose": 100, "weeks": 13}, "adequate", "yes", "fair_trial"),
    ({"agent": "citalopram", "daily_dose": 20, "weeks": 4.3}, "not_adequate", "no", "weeks_too_few"),
    ({"agent": "venlafaxine", "daily_dose": 75, "weeks": 7}, "not_adequate", "no", "dose_under_minimum"),
    (DULOXETINE, "adequate", "no", "fair_trial"),
    (DULOXETINE_WITH_ARIPIPRAZOLE, "adequate", "yes", "fair_trial"),
]


@pytest.mark.parametrize(("given_", "verdict", "failed", "code"), ATRQ_CASE)
def test_the_published_atrq_case_comes_out_as_published(given_, verdict, failed, code):
    judgement = judge(trial(**given_), TABLE)
    assert (judgement.verdict, judgement.failed) == (verdict, failed)
    assert code in judgement.codes


def test_where_sources_differ_it_is_said():
    judgement = judge(trial(agent="citalopram", daily_dose=20, weeks=4.3), TABLE)
    assert judgement.looser_verdict == "adequate"
    assert judgement.reasons[-1].text == "Sources differ here. Some ask for no more than 4 weeks."
    assert judge(trial(agent="citalopram", daily_dose=20, weeks=4.3), TABLE, "lenient").verdict == "adequate"


@pytest.mark.parametrize(
    ("change", "verdict", "code"),
    [
        ({"daily_dose": 50, "weeks": 6}, "adequate", "fair_trial"),
        ({"daily_dose": 49.9}, "not_adequate", "dose_under_minimum"),
        ({"weeks": 5.9}, "not_adequate", "weeks_too_few"),
        ({"adherence": "many_missed"}, "not_adequate", "many_doses_missed"),
        ({"adherence": "some_missed"}, "cannot_tell", "some_doses_missed"),
        ({"adherence": "unknown"}, "cannot_tell", "adherence_not_known"),
        ({"daily_dose": None}, "cannot_tell", "dose_not_known"),
        ({"weeks": None}, "cannot_tell", "weeks_not_known"),
        ({"agent": None}, "cannot_tell", "agent_not_named"),
        ({"agent": "aspirin"}, "cannot_tell", "unknown_agent"),
        ({"agent": "fluvoxamine"}, "cannot_tell", "no_dose_in_table"),
        ({"agent": "lithium"}, "cannot_tell", "role_not_in_table"),
        ({"agent": "lithium", "daily_dose": 900, "augmenting": "x"}, "cannot_tell", "no_weeks_in_table"),
        ({"outcome": "not_tolerated", "weeks": 2}, "not_adequate", "stopped_for_side_effects"),
        ({"stopped": "side_effects", "daily_dose": 25}, "not_adequate", "stopped_for_side_effects"),
        ({"outcome": "not_tolerated"}, "cannot_tell", "effect_never_seen"),
        ({"daily_dose": None, "weeks": 2}, "not_adequate", "weeks_too_few"),
        ({"kind": "ect", "finished_course": "yes"}, "adequate", "fair_trial"),
        ({"kind": "rtms", "finished_course": "no"}, "not_adequate", "course_not_finished"),
        ({"kind": "psychotherapy"}, "cannot_tell", "course_not_known"),
        ({"kind": "other"}, "cannot_tell", "no_rule_for_kind"),
    ],
)
def test_each_reason_leads_to_its_verdict(change, verdict, code):
    judgement = judge(trial(**change), TABLE)
    assert judgement.verdict == verdict
    assert code in judgement.codes


def test_a_slip_of_the_pen_is_asked_about_not_judged():
    judgement = judge(trial(agent="sertaline"), TABLE)
    assert judgement.verdict == "cannot_tell"
    assert judgement.reasons[0].text.endswith("Did you mean sertraline?")


def test_a_judgement_says_where_its_threshold_comes_from():
    judgement = judge(trial(), TABLE)
    assert judgement.sources == ("canmat2023", "rxtx_dep", "mcmaster", "can_trd_delphi", "atrq_case")
    assert (judgement.thresholds.daily_dose, judgement.thresholds.weeks) == (50, 6)
    assert (judgement.thresholds.dose_basis, judgement.thresholds.weeks_basis) == ("inferred", "stated")
    assert judgement.proxy == PROXY
    assert "stands in for" in PROXY


@given(trials(), st.floats(0, 500), st.floats(0, 100), st.sampled_from(["cautious", "lenient"]))
def test_more_dose_and_more_weeks_never_make_a_verdict_worse(one, dose, more, standard):
    raised = one.model_copy(
        update={
            "daily_dose": None if one.daily_dose is None else one.daily_dose + dose,
            "weeks": None if one.weeks is None else one.weeks + more,
        }
    )
    before, after = judge(one, TABLE, standard), judge(raised, TABLE, standard)
    assert RANK[after.verdict] >= RANK[before.verdict]


@given(trials(), st.sampled_from(["agent", "daily_dose", "weeks", "adherence", "finished_course"]))
def test_forgetting_a_fact_never_makes_a_trial_adequate_nor_inadequate(one, field):
    unknown = "unknown" if field in {"adherence", "finished_course"} else None
    before = judge(one, TABLE)
    after = judge(one.model_copy(update={field: unknown}), TABLE)
    if after.verdict == "not_adequate":
        assert before.verdict == "not_adequate"
    if after.verdict == "adequate":
        assert before == after


@given(trials())
def test_the_looser_reading_is_never_stricter(one):
    assert RANK[judge(one, TABLE, "lenient").verdict] >= RANK[judge(one, TABLE).verdict]


@given(trials(outcome="unknown"))
def test_an_unknown_outcome_is_never_counted_as_failed(one):
    assert judge(one, TABLE).failed != "yes"
