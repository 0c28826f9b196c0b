"""The day the two agreed on is told, with what the scores did and their own next step; nothing says to change."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trd_sdm.clinical.course import load_courses
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.evidence import load_library
from trd_sdm.session.answers import AnswerError, answer
from trd_sdm.session.follow_up import OPEN_DAYS, follow_up
from trd_sdm.session.record import Record
from trd_sdm.session.record_file import RecordError, parse_record
from trd_sdm.session.tracking import Tracking

START = dt.date(2026, 1, 5)
PLAN = {
    "measure": "phq9",
    "decision_points": (
        {"kind": "early_signal", "week": 4},
        {"kind": "full_trial", "week": 8},
        {"kind": "checkpoint", "week": 12},
    ),
    "if_helps": "Go on.",
    "if_partly": "Add sleep treatment.",
    "if_not": "Talk about rTMS.",
}


def seen(scores, *, week, option="stay_optimise", plan=PLAN, ended=None, measure="phq9"):
    """What is told in one week, for scores by week."""
    entries = tuple(
        {"on": START + dt.timedelta(weeks=at), "scores": ({"measure": measure, "score": float(score)},)}
        for at, score in sorted(scores.items())
    )
    course = {"option": option, "started_on": START, "plan": plan, "ended_on": ended}
    tracking = Tracking.model_validate({"courses": (course,), "entries": entries})
    record = Record(library_version=load_library().version, tracking=tracking)
    day = START + dt.timedelta(weeks=week)
    return follow_up(record, load_clinical(), load_courses(), on=day).courses[0]


@pytest.mark.parametrize(
    ("score", "outcome", "step"),
    [
        (4, "helps", "Go on."),
        (10, "helps", "Go on."),
        (11, "partly", "Add sleep treatment."),
        (16, "partly", "Add sleep treatment."),
        (17, "not", "Talk about rTMS."),
        (24, "not", "Talk about rTMS."),
    ],
)
def test_at_the_full_trial_their_own_next_step_comes_up(score, outcome, step):
    look = seen({0: 20, 8: score}, week=8).now
    assert (look.outcome, look.next_step) == (outcome, step)


def test_early_on_no_backup_comes_up_but_how_many_still_respond_later():
    look = seen({0: 20, 4: 19}, week=4).now
    assert (look.point.kind, look.outcome, look.next_step) == ("early_signal", "not", None)
    assert (look.late.per_100, look.late.no_gain_at_week, look.late.by_week) == (20, 4, 8)
    assert look.late.sources


def test_how_many_respond_later_is_only_told_where_a_source_speaks_of_the_option_and_nothing_was_gained():
    assert seen({0: 20, 4: 19}, week=4, option="rtms").now.late is None
    assert seen({0: 20, 4: 15}, week=4).now.late is None
    assert seen({0: 20, 8: 19}, week=8).now.late is None


def test_a_point_without_a_score_near_its_day_cannot_be_judged():
    assert seen({0: 20, 5: 19}, week=8).now.outcome == "cannot_tell"
    assert seen({8: 12}, week=8).now.outcome == "cannot_tell"
    assert seen({0: 20, 8: 12}, week=8).now.next_step == "Add sleep treatment."


def test_points_come_open_and_pass_in_their_time():
    def states(week, **more):
        return [look.when for look in seen({0: 20}, week=week, **more).looks]

    assert states(3) == ["coming"] * 3
    assert states(4) == ["now", "coming", "coming"]
    assert states(8) == ["passed", "now", "coming"]
    assert states(12) == ["passed", "passed", "now"]
    assert states(12 + OPEN_DAYS // 7) == ["passed"] * 3
    assert states(8, ended=START + dt.timedelta(weeks=7)) == ["passed", "passed", "coming"]


def test_a_checkpoint_after_the_full_trial_is_judged_as_well():
    assert seen({0: 20, 12: 19}, week=12).now.next_step == "Talk about rTMS."
    early = {**PLAN, "decision_points": ({"kind": "checkpoint", "week": 2}, {"kind": "full_trial", "week": 8})}
    assert seen({0: 20, 2: 20}, week=2, plan=early).now.next_step is None


def test_the_first_score_is_the_one_of_the_plan_else_the_nearest_to_the_start():
    assert seen({-3: 27, -1: 22, 0.5: 18, 4: 12}, week=4).baseline == 22
    assert seen({0.5: 18, 4: 12}, week=4).baseline == 18
    assert seen({-3: 27, 2: 12}, week=4).baseline is None
    assert seen({0: 22, 4: 12}, week=4, plan={**PLAN, "baseline": 24.0}).baseline == 24


@pytest.mark.parametrize(
    ("measure", "score", "change"), [("madrs", 10, "remission"), ("madrs", 11, "response"), ("wsas", 0, "response")]
)
def test_each_measure_is_judged_by_its_own_rule(measure, score, change):
    assert seen({0: 36, 8: score}, week=8, plan={**PLAN, "measure": measure}, measure=measure).change == change


@given(st.dictionaries(st.integers(-4, 60), st.integers(0, 27), max_size=20), st.integers(-2, 70), st.integers(0, 60))
def test_whatever_was_noted_it_is_told_without_a_fault_and_at_most_one_point_is_open(scores, week, ends):
    view = seen(scores, week=week, ended=START + dt.timedelta(weeks=ends) if ends < 50 else None)
    assert sum(look.when == "now" for look in view.looks) <= 1
    assert all(look.score is None for look in view.looks if look.when == "coming")
    assert all(look.next_step is None or look.when == "now" for look in view.looks)
    if view.latest is not None:
        assert view.latest.on >= START


def test_a_plan_that_follows_what_cannot_be_followed_is_refused_with_its_place():
    library = load_library()
    course = {"option": "rtms", "started_on": START, "plan": {"measure": "mdq"}}
    record = Record(library_version=library.version, tracking={"courses": (course,)}, plan={"measure": "hope"})
    with pytest.raises(RecordError) as caught:
        parse_record(record.to_json(), library)
    assert [fault.place for fault in caught.value.faults] == ["plan.measure", "tracking.courses.0.plan.measure"]
    with pytest.raises(AnswerError, match=r"plan\.measure: this measure is not followed here"):
        answer(Record(library_version=library.version), "plan.measure", "mdq", library)
