"""What a plan may begin with comes from the course of its option, is offered, and overwrites nothing."""

import pytest

from trd_sdm.clinical.course import load_courses
from trd_sdm.evidence import load_library
from trd_sdm.session.plan import Plan
from trd_sdm.session.plan_defaults import QUESTIONS, offer, with_offer

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
