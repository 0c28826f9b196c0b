"""A course starts with the plan as it stands; when it ends it becomes a past trial, and the talk goes on from there."""

import datetime as dt

import pytest

from trd_sdm.session.answers import AnswerError, answer
from trd_sdm.session.plan import Plan
from trd_sdm.session.values import Choice, Leanings


@pytest.fixture
def planned(record):
    plan = Plan(
        option="augment_lithium",
        measure="phq9",
        baseline=19.0,
        if_not="Talk about rTMS.",
        targets=({"symptom": "sleep"},),
        day={"anchor": "Coffee with my sister."},
    )
    return record.with_(
        plan=plan,
        choice=Choice(option="augment_lithium", together="yes"),
        leanings=Leanings(first="augment_lithium"),
        sure={"sure": 1},
    )


START = {"option": "augment_lithium", "started_on": dt.date(2026, 8, 3), "agent": "Lithium"}
END = {
    "place": 0,
    "ended_on": dt.date(2026, 9, 28),
    "outcome": "partial",
    "stopped": "no_effect",
    "adherence": "as_planned",
    "daily_dose": 900.0,
    "augmenting": "sertraline",
    "learned": "Sleep got better, mood did not.",
}


def test_a_course_takes_the_plan_with_it(planned, library):
    (course,) = answer(planned, "course.start", START, library).tracking.courses
    assert (course.plan.if_not, course.plan.starts_on) == ("Talk about rTMS.", dt.date(2026, 8, 3))
    assert course.ended_on is None


def test_a_course_that_ends_becomes_a_past_trial_with_what_was_learned(planned, library):
    done = answer(answer(planned, "course.start", START, library), "course.end", END, library)
    decision = done.tracking.courses[0].decision
    assert (decision.choice.option, decision.choice.together) == ("augment_lithium", "yes")
    assert (decision.leanings.first, dict(decision.sure)) == ("augment_lithium", {"sure": 1})
    (trial,) = done.past.trials
    assert (trial.kind, trial.agent, trial.weeks, trial.role) == ("drug", "Lithium", 8.0, "augmentation")
    assert (trial.outcome, trial.stopped, trial.in_episode) == ("partial", "no_effect", "yes")
    assert trial.note == "Sleep got better, mood did not."
    assert done.tracking.courses[0].ended_on == dt.date(2026, 9, 28)
    assert done.tracking.courses[0].plan.if_not == "Talk about rTMS."


def test_the_next_talk_keeps_what_holds_and_clears_what_belonged_to_the_old_choice(planned, library):
    done = answer(answer(planned, "course.start", START, library), "course.end", END, library)
    assert done.plan.targets == planned.plan.targets
    assert (done.plan.measure, done.plan.day) == ("phq9", planned.plan.day)
    assert (done.plan.option, done.plan.baseline, done.plan.if_not) == (None, None, None)
    assert (done.choice, done.leanings, dict(done.sure)) == (Choice(), Leanings(), {})
    assert done.visit.about == ("after_a_trial",)
    assert (done.weights, done.criteria) == (planned.weights, planned.criteria)


@pytest.mark.parametrize(
    ("outcome", "about"),
    [("good", "follow_up"), ("unknown", "follow_up"), ("not_tolerated", "side_effects"), ("none", "after_a_trial")],
)
def test_what_came_of_it_says_what_the_next_talk_is_about(planned, library, outcome, about):
    done = answer(answer(planned, "course.start", START, library), "course.end", END | {"outcome": outcome}, library)
    assert done.visit.about == (about,)


def test_a_choice_of_another_option_goes_on_when_a_course_ends(planned, library):
    other = planned.with_(plan=Plan(), choice=Choice(option="ect"))
    done = answer(answer(other, "course.start", START, library), "course.end", END, library)
    assert done.choice.option == "ect"
    assert done.tracking.courses[0].decision is None


def test_ending_an_older_course_leaves_the_plan_of_another_alone(planned, library):
    other = answer(planned, "course.start", START | {"option": "rtms"}, library)
    done = answer(other, "course.end", END, library)
    assert done.plan == planned.plan
    assert done.choice == planned.choice
    assert done.past.trials[0].kind == "rtms"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"place": 1}, "there is no course 2; 1 are followed here"),
        ({"ended_on": dt.date(2026, 8, 2)}, "The last day is before the first one, 2026-08-03"),
        ({"outcome": "wonderful"}, "cannot be taken at outcome"),
    ],
)
def test_an_end_that_cannot_be_is_refused(planned, library, changes, sentence):
    running = answer(planned, "course.start", START, library)
    with pytest.raises(AnswerError, match=sentence):
        answer(running, "course.end", END | changes, library)


def test_a_course_ends_once_and_runs_once(planned, library):
    running = answer(planned, "course.start", START, library)
    with pytest.raises(AnswerError, match="followed already"):
        answer(running, "course.start", START, library)
    done = answer(running, "course.end", END, library)
    with pytest.raises(AnswerError, match="ended on 2026-09-28 already"):
        answer(done, "course.end", END, library)
    assert len(answer(done, "course.start", START, library).tracking.courses) == 2
    with pytest.raises(AnswerError, match=r"course\.pause is not a question"):
        answer(done, "course.pause", START, library)


def test_days_to_look_at_it_are_agreed_on_while_a_course_runs(planned, library):
    running = answer(planned, "course.start", START, library)
    points = ({"kind": "early_signal", "week": 4}, {"kind": "full_trial", "week": 6})
    agreed = answer(running, "course.agree", {"place": 0, "decision_points": points}, library)
    assert [point.week for point in agreed.tracking.courses[0].plan.decision_points] == [4, 6]
    assert agreed.plan == running.plan
    with pytest.raises(AnswerError, match="no course 1 that still runs"):
        answer(answer(agreed, "course.end", END, library), "course.agree", {"place": 0, "decision_points": ()}, library)
