"""What a plan may begin with comes from the course of its option, is offered, and overwrites nothing."""

import datetime as dt

import pytest

from trd_sdm.clinical.course import load_courses
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.evidence import load_library
from trd_sdm.session.plan import Plan
from trd_sdm.session.plan_defaults import QUESTIONS, check_days, goals, latest_score, offer, with_offer
from trd_sdm.session.record import Record

COURSES = load_courses()


def due(test):
    return f"When {test.what} is due."


@pytest.mark.parametrize("option", load_library().options)
def test_every_option_offers_points_in_order_with_their_sources_or_says_what_is_not_known(option):
    offered = offer(option, COURSES)
    assert offered.points or offered.gaps
    assert [point.week for point in offered.points] == sorted(point.week for point in offered.points)
    assert all(point.what for point in offered.points)
    taken = with_offer(Plan(option=option), offered, due)
    assert [*taken.checks] == [test.what for test in COURSES[option].monitoring]


def test_an_option_keeps_its_own_weeks():
    weeks = {
        name: [point.week for point in offer(name, COURSES).points] for name in ("ect", "rtms", "iv_ketamine", "vns")
    }
    assert weeks == {"ect": [3, 6], "rtms": [3, 6], "iv_ketamine": [3, 4], "vns": [26, 52]}


def test_taking_the_offer_up_keeps_what_the_two_wrote():
    own = Plan(
        option="augment_lithium",
        decision_points=({"kind": "early_signal", "week": 4, "what": "Ours."}, {"kind": "checkpoint", "week": 5}),
        checks={"heart trace": "Done in May."},
        if_not="Ours as well.",
    )
    taken = with_offer(own, offer("augment_lithium", COURSES), due)
    assert [(point.kind, point.week) for point in taken.decision_points] == [
        ("early_signal", 4),
        ("checkpoint", 5),
        ("full_trial", 6),
    ]
    assert taken.decision_points[0].what == "Ours."
    assert taken.checks["heart trace"] == "Done in May."
    assert len(taken.checks) == 3
    assert taken.if_not == "Ours as well."
    assert with_offer(taken, offer("augment_lithium", COURSES), due) == taken


def test_how_many_still_respond_later_comes_with_its_source_where_it_fits():
    late = offer("stay_optimise", COURSES).late
    assert (late.per_100, late.no_gain_at_week, late.by_week, late.sources) == (20, 4, 8, ("kudlow2014",))
    assert offer("rtms", COURSES).late is None


def test_the_five_questions_are_there():
    assert list(QUESTIONS) == ["diagnosis", "trials", "next_step", "judge", "worse"]


def test_checks_have_dates_once_the_first_day_is_known_and_only_those_in_the_plan():
    start = dt.date(2026, 8, 3)
    plan = with_offer(Plan(option="augment_lithium", starts_on=start), offer("augment_lithium", COURSES), due)
    levels = [day for day in check_days(plan, COURSES) if day.what.startswith("lithium level")]
    assert [(day.on - start).days // 7 + 1 for day in levels] == [1, 2, 3, 4, 5, 6]
    assert [day.sure for day in levels] == [True, True, True, False, False, False]
    assert check_days(plan.model_copy(update={"starts_on": None}), COURSES) == ()
    assert check_days(plan.model_copy(update={"checks": {}}), COURSES) == ()


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((), None),
        (((None, 15.0),), 15.0),
        (((None, 15.0), (dt.date(2026, 5, 1), 12.0)), 12.0),
        (((dt.date(2026, 5, 1), 12.0), (dt.date(2026, 4, 1), 19.0)), 12.0),
        (((dt.date(2027, 5, 1), 3.0), (dt.date(2026, 4, 1), 19.0)), 19.0),
    ],
)
def test_the_last_score_up_to_today_is_offered_as_the_first_one(scores, expected):
    held = tuple({"measure": "isi", "score": value, "on": on} for on, value in scores)
    record = Record(library_version="1", scores=held)
    found = latest_score(record, "isi", load_clinical(), dt.date(2026, 6, 1))
    assert (found.value if found else None) == expected


def test_goals_follow_each_measures_own_rule():
    known = load_clinical()
    assert goals(Plan(measure="madrs", baseline=31.0), known) == {"half": 15.0, "well": 10.0}
    assert goals(Plan(measure="wsas", baseline=31.0), known) == {"half": 15.0}
    assert goals(Plan(measure="phq9"), known) == {"well": 4.0}
    assert goals(Plan(), known) == {}
