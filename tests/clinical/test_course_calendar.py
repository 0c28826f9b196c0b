"""The calendar: totals follow from its rows, nothing falls before the wash-out ends, weeks and dates are in order."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trd_sdm.clinical.course import load_courses
from trd_sdm.clinical.course_calendar import calendar
from trd_sdm.clinical.course_plans import Load, Span, add_up, around_loads
from trd_sdm.clinical.facts import PatientFacts
from trd_sdm.clinical.safety_rules_load import load_safety_rules
from trd_sdm.clinical.washout import CANNOT_TELL, Washout, washout
from trd_sdm.evidence import load_library

COURSES = load_courses()
RULES = load_safety_rules(load_library())
OPTIONS = sorted(COURSES.courses)
NOW = dt.date(2026, 12, 7)
PARTS = ("visits", "home", "hours", "home_hours", "no_driving")

options = st.sampled_from(OPTIONS)
starts = st.none() | st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1))
lengths = st.integers(1, 53)
steady = settings(max_examples=60, deadline=None)


def waits(option, start, days, *, is_known=True):
    """Give a wash-out that ends so many days after the start."""
    day = None if start is None else start + dt.timedelta(days=days)
    return Washout(option, (), day, () if is_known else ("asked",))


@steady
@given(options, starts, lengths, st.integers(-30, 120))
def test_there_is_a_row_a_week_in_order_with_dates_seven_days_apart(option, start, weeks, days):
    made = calendar(COURSES[option], start=start, washout=waits(option, start, days), weeks=weeks)
    assert [row.week for row in made.rows] == list(range(1, weeks + 1))
    for row in made.rows:
        assert row.starts == (None if start is None else start + dt.timedelta(days=7 * (row.week - 1)))
    treated = [row.treatment_week for row in made.rows if row.kind == "treatment"]
    assert treated == list(range(1, weeks - made.waiting + 1))
    assert (made.before.week, made.before.starts, made.before.kind) == (0, None, "before")


@steady
@given(options, st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)), lengths, st.integers(-30, 400))
def test_nothing_falls_before_the_wash_out_ends(option, start, weeks, days):
    gap = waits(option, start, days)
    made = calendar(COURSES[option], start=start, washout=gap, weeks=weeks)
    for row in made.rows:
        if row.starts < gap.not_before:
            assert row.kind == "waiting"
            assert row.is_empty
            assert row.looks == ()
        else:
            assert row.kind == "treatment"


@steady
@given(options, lengths)
def test_totals_are_the_ends_of_the_sums_of_the_rows(option, weeks):
    made = calendar(COURSES[option], weeks=weeks)
    rows = [made.before, *made.rows]
    sums = add_up(row.load for row in rows)
    for part in PARTS:
        whole, added = getattr(made.load, part), getattr(sums, part)
        assert added.low - 1e-9 <= whole.low <= whole.high <= added.high + 1e-9
    fixed = around_loads([add_up(plan.loads) for plan in made.plans])
    assert made.load.visits == fixed.visits
    assert made.load.no_driving == fixed.no_driving
    for place, row in enumerate(rows):
        assert row.load.visits == around_loads([plan.loads[place] for plan in made.plans]).visits
    if len(made.plans) == 1:
        for part in PARTS:
            assert getattr(made.load, part).low == pytest.approx(getattr(sums, part).low)
            assert getattr(made.load, part).high == pytest.approx(getattr(sums, part).high)
    assert sum(row.trips.high for row in rows) == made.trips.high
    assert sum(row.trips.low for row in rows) == made.trips.low


@steady
@given(options, lengths)
def test_no_week_asks_for_more_than_it_has(option, weeks):
    for row in calendar(COURSES[option], weeks=weeks).rows:
        for part in PARTS:
            span = getattr(row.load, part)
            assert 0 <= span.low <= span.high
        assert row.load.no_driving.high <= 7


@steady
@given(options, st.integers(1, 40), st.integers(0, 12))
def test_more_weeks_never_take_anything_away(option, weeks, more):
    short, long = (calendar(COURSES[option], weeks=number).load for number in (weeks, weeks + more))
    for part in PARTS:
        assert getattr(short, part).low <= getattr(long, part).low + 1e-9
        assert getattr(short, part).high <= getattr(long, part).high + 1e-9


@steady
@given(options, lengths)
def test_every_look_is_in_its_week_or_named_as_later(option, weeks):
    made = calendar(COURSES[option], weeks=weeks)
    shown = [point for row in made.rows for point in row.looks]
    known = [point for point in COURSES[option].checkpoints if point.known]
    assert sorted([*shown, *made.later], key=repr) == sorted(known, key=repr)
    for row in made.rows:
        assert all(point.week == row.treatment_week for point in row.looks)


def visits(made):
    return [(row.load.visits.low, row.load.visits.high) for row in made.rows]


def test_esketamine_runs_twice_a_week_then_weekly_then_every_one_or_two_weeks():
    made = calendar(COURSES["esketamine"], start=NOW)
    assert visits(made) == [(2, 2)] * 4 + [(0, 1)] * 8
    assert [row.only_if_helps for row in made.rows] == [False] * 4 + [True] * 8
    assert made.load.no_driving == Span(8, 16)
    assert made.load.visits == Span(9, 17)
    assert [row.treatment_week for row in made.rows if row.looks] == [4]
    longest = max(made.plans, key=lambda plan: add_up(plan.loads).visits.high)
    assert [load.visits.high for load in longest.loads[1:]] == [2] * 4 + [1] * 8
    slower = [[load.visits.high for load in plan.loads[9:]] for plan in made.plans]
    assert [0, 1, 0, 1] in slower


def test_ect_has_6_to_12_treatments_however_the_weeks_fall():
    made = calendar(COURSES["ect"])
    assert made.before.load.visits == Span(1, 1)
    assert visits(made)[:7] == [(2, 3), (2, 3), (0, 3), (0, 3), (0, 2), (0, 2), (0, 0)]
    counts = {sum(load.visits.high for load in plan.loads[1:]) for plan in made.plans}
    assert counts == {6, 12}
    assert made.load.no_driving == Span(6, 56)


def test_rtms_comes_five_days_a_week_for_four_to_six_weeks():
    made = calendar(COURSES["rtms"])
    assert visits(made) == [(5, 5)] * 4 + [(0, 5)] * 2 + [(0, 0)] * 6
    assert made.load.no_driving == Span(0, 0)
    assert [row.week for row in made.rows if row.felt] == [2, 3]


def test_tests_fall_in_their_weeks_and_a_condition_leaves_them_open():
    made = calendar(COURSES["augment_antipsychotic"])
    found = {row.week: {test.what for test in row.tests} for row in [made.before, *made.rows]}
    assert {week for week, tests in found.items() if "weight" in tests} == {0, 4, 8, 12}
    assert {week for week, tests in found.items() if "blood pressure" in tests} == {0, 12}
    trace = next(test for test in made.before.tests if test.what == "heart trace")
    assert (trace.sure, trace.only_if) == (False, "your heart needs care")
    level = calendar(COURSES["augment_lithium"])
    weekly = [(row.week, test.sure) for row in level.rows for test in row.tests if "level" in test.what]
    assert weekly == [(1, True), (2, True), (3, True), (4, False), (5, False), (6, False)]


def test_what_is_not_known_is_never_a_zero():
    made = calendar(COURSES["dbs"])
    assert not made.visits_known
    assert not made.driving_known
    assert len(made.not_counted) == 2
    assert all(row.not_known for row in made.rows)
    assert calendar(COURSES["vns"]).later[-1].ends == (52, 52)


def test_a_wash_out_from_the_facts_becomes_waiting_weeks():
    facts = PatientFacts(all_drugs_listed="yes", all_stopped_listed="yes")
    gap = washout(facts.with_drug("fluoxetine", last_dose=NOW), RULES, "maoi")
    made = calendar(COURSES["maoi"], start=NOW, washout=gap)
    assert [row.kind for row in made.rows] == ["waiting"] * 5 + ["treatment"] * 7
    assert made.rows[5].starts == gap.earliest == NOW + dt.timedelta(days=35)
    assert made.is_dated
    assert made.wait_text == f"Not before {gap.earliest.isoformat()}."
    assert [point.kind for point in made.later] == ["full_trial"]


def test_a_day_that_is_not_known_is_said_and_no_week_of_treatment_is_dated():
    facts = PatientFacts(all_drugs_listed="yes", all_stopped_listed="yes").with_drug("fluoxetine", last_dose=None)
    gap = washout(facts.model_copy(update={"all_stopped_listed": "unknown"}), RULES, "maoi")
    assert not gap.is_known
    made = calendar(COURSES["maoi"], start=NOW, washout=gap)
    assert not made.is_dated
    assert made.wait_text == gap.text
    assert all(row.starts is None for row in made.rows if row.kind == "treatment")
    partly = Washout("maoi", (), NOW + dt.timedelta(days=14), ("asked",))
    made = calendar(COURSES["maoi"], start=NOW, washout=partly)
    assert [row.kind for row in made.rows[:3]] == ["waiting", "waiting", "treatment"]
    assert [row.starts for row in made.rows[:3]] == [NOW, NOW + dt.timedelta(days=7), None]
    assert CANNOT_TELL in made.wait_text


def test_without_facts_the_gap_of_the_course_is_said():
    assert calendar(COURSES["maoi"]).wait_text == (
        "If you take a drug for depression now, a gap of 2 to 5 weeks comes before week 1."
    )
    assert calendar(COURSES["tricyclic"]).wait_text == ("After some drugs, a gap of up to 3 weeks comes before week 1.")
    assert calendar(COURSES["cbt"]).wait_text == ""


@pytest.mark.parametrize("weeks", [0, -1, 54])
def test_a_calendar_of_no_length_is_refused(weeks):
    with pytest.raises(ValueError, match="1 to 53 weeks"):
        calendar(COURSES["cbt"], weeks=weeks)


def test_the_wash_out_of_another_option_is_refused():
    with pytest.raises(ValueError, match="The wash-out is of maoi, but the course is of cbt"):
        calendar(COURSES["cbt"], washout=Washout("maoi", (), None, ()))


def test_an_empty_load_is_the_zero_of_adding():
    load = Load(visits=Span(1, 2), hours=Span(0.5, 1))
    assert load + Load() == load
    assert add_up([]) == Load()
