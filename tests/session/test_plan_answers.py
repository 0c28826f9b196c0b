"""Each answer to the plan changes one thing, keeps the rest, and is refused with a sentence where it does not fit."""

import datetime as dt

import pytest

from trd_sdm.session.answers import AnswerError, answer, is_answer
from trd_sdm.session.plan import Plan
from trd_sdm.session.plan_answers import asked, own_questions, own_targets
from trd_sdm.session.plan_defaults import QUESTIONS


def take(record, library, *answers):
    for key, value in answers:
        assert is_answer(key)
        record = answer(record, key, value, library)
    return record.plan


def test_picked_symptoms_and_own_words_stand_side_by_side(record, library):
    plan = take(
        record,
        library,
        ("planned.symptoms", ["sleep", "interest"]),
        ("planned.own_targets", "Cook twice a week.\n\n  See my sister. "),
        ("planned.symptoms", ["sleep"]),
    )
    assert [target.symptom for target in plan.targets] == ["sleep", None, None]
    assert own_targets(plan) == ("Cook twice a week.", "See my sister.")


def test_words_beside_a_symptom_stay_while_it_is_picked(record, library):
    held = record.with_(plan=Plan(targets=({"symptom": "sleep", "words": "Past five."},)))
    plan = take(held, library, ("planned.symptoms", ["mood", "sleep"]))
    assert [(target.symptom, target.words) for target in plan.targets] == [("mood", None), ("sleep", "Past five.")]
    assert take(held, library, ("planned.symptoms", None)).targets == ()


def test_the_five_questions_are_one_press_each_and_own_ones_stay(record, library):
    plan = take(
        record,
        library,
        ("planned.own_questions", "Can I drive?\nWho calls me?"),
        ("planned.questions", ["worse", "diagnosis"]),
    )
    assert plan.questions == (QUESTIONS["diagnosis"], QUESTIONS["worse"], "Can I drive?", "Who calls me?")
    assert asked(plan) == ["diagnosis", "worse"]
    assert own_questions(plan) == ("Can I drive?", "Who calls me?")


def test_each_of_them_has_tasks_of_their_own_and_a_set_day_is_kept(record, library):
    by = dt.date(2026, 12, 1)
    held = record.with_(plan=Plan(tasks=({"who": "clinician", "what": "Call the clinic.", "by": by},)))
    plan = take(
        held,
        library,
        ("planned.tasks.patient", "Fill in the PHQ-9."),
        ("planned.tasks.clinician", "Call the clinic.\nWrite to the GP."),
    )
    assert [(task.who, task.what, task.by) for task in plan.tasks] == [
        ("patient", "Fill in the PHQ-9.", None),
        ("clinician", "Call the clinic.", by),
        ("clinician", "Write to the GP.", None),
    ]


def test_the_day_is_answered_piece_by_piece(record, library):
    plan = take(
        record,
        library,
        ("planned.day.wake_time", "07:00"),
        ("planned.day.anchor", "Tea outside."),
        ("planned.day.contact", "My sister."),
        ("planned.day.contact", None),
    )
    assert (plan.day.wake_time, plan.day.anchor, plan.day.contact) == (dt.time(7), "Tea outside.", None)


def test_days_to_look_at_it_stand_in_their_order_and_can_go(record, library):
    plan = take(
        record,
        library,
        ("planned.points.add", {"kind": "full_trial", "week": 8}),
        ("planned.points.add", {"kind": "early_signal", "week": 2}),
        ("planned.points.add", {"kind": "full_trial", "week": 8, "what": "Judge."}),
    )
    assert [(point.week, point.what) for point in plan.decision_points] == [(2, None), (8, "Judge.")]
    assert [
        point.week for point in take(record.with_(plan=plan), library, ("planned.points.away", 0)).decision_points
    ] == [8]


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("planned.symptoms", ["mood", "interest", "sleep", "energy", "anxiety", "work"], "6 targets are too many"),
        ("planned.symptoms", ["charm"], "cannot be taken at targets"),
        ("planned.own_targets", "x" * 501, "at most 500"),
        ("planned.questions", ["weather"], "weather is none of the questions"),
        ("planned.tasks.nobody", "x", "not a question this page asks"),
        ("planned.tasks.patient", "\n".join(map(str, range(13))), "13 things to do are too many"),
        ("planned.day.wake_time", "late", "cannot be taken at day.wake_time|cannot be taken at wake_time"),
        ("planned.day.hat", "x", "not a question this page asks"),
        ("planned.points.add", {"kind": "full_trial", "week": 500}, "less than or equal to 208"),
        ("planned.points.add", 4, "needs its kind and its week"),
        ("planned.points.away", 0, "there is no such day; 0 are agreed on"),
        ("planned.offer", {"option": "homeopathy"}, "the evidence knows no such option"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(record, library, key, value, sentence):
    with pytest.raises(AnswerError, match=sentence):
        answer(record, key, value, library)


@pytest.mark.parametrize("field", ["baseline", "goal"])
def test_a_score_is_one_of_the_measure_that_is_followed(record, library, field):
    followed = answer(record.with_(plan=Plan()), "plan.measure", "phq9", library)
    for value in (0, 27, None):
        assert getattr(answer(followed, f"plan.{field}", value, library).plan, field) == value
    for value in (40, 27.5, -1):
        with pytest.raises(AnswerError, match=r"From 0 to 27\."):
            answer(followed, f"plan.{field}", value, library)
    wider = answer(followed, "plan.measure", "madrs", library)
    assert getattr(answer(wider, f"plan.{field}", 40, library).plan, field) == 40
    unnamed = answer(followed, "plan.measure", None, library)
    assert getattr(answer(unnamed, f"plan.{field}", 40, library).plan, field) == 40


def test_a_score_outside_the_range_from_an_older_file_stays_until_it_is_written_anew(record, library):
    held = record.with_(plan=Plan(measure="phq9", baseline=40.0, goal=30.0))
    kept = answer(held, "plan.if_not", "Talk about ECT.", library).plan
    assert (kept.baseline, kept.goal) == (40, 30)
    assert answer(held, "planned.own_targets", "Cook.", library).plan.baseline == 40
    assert answer(held, "plan.baseline", 18, library).plan.baseline == 18
