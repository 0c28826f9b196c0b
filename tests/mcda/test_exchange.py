import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from trd_sdm.mcda import Alternative, Criterion, Exact, Problem, ValueFunction, exchange, indifference_curve

RELIEF = Criterion("relief", "", ValueFunction(0, 100))
DAYS = Criterion("days", "", ValueFunction(60, 0, ((14, 0.8), (7, 0.8))))
PART = Criterion("part", "", ValueFunction(0, 1), weighed=False)


@pytest.fixture
def problem():
    criteria = (RELIEF, DAYS, PART)
    return Problem(criteria, (Alternative("a"),), {("a", c.id): Exact(1) for c in criteria})


def test_a_loss_is_made_up_for_by_as_much_value(problem):
    found = exchange(problem, {"relief": 2, "days": 1}, ("days", 0, 14), ("relief", 30))
    assert found.value == pytest.approx(-0.2 / 3)
    assert found.units == pytest.approx(10)
    assert found.end == pytest.approx(40)
    assert found.share == 1


def test_a_gain_is_worth_the_largest_loss_that_leaves_a_person_as_well_off(problem):
    found = exchange(problem, {"relief": 1, "days": 1}, ("relief", 30, 50), ("days", 0))
    assert found.end == pytest.approx(14)  # 7 to 14 days are all worth the same
    assert exchange(problem, {"relief": 1, "days": 1}, ("relief", 50, 30), ("days", 14)).end == pytest.approx(0)


def test_where_the_range_is_not_enough_it_says_how_much_it_can_do(problem):
    found = exchange(problem, {"relief": 1, "days": 4}, ("days", 0, 60), ("relief", 60))
    assert (found.end, found.units) == (None, None)
    assert found.share == pytest.approx(0.1)
    assert exchange(problem, {"relief": 1, "days": 4}, ("days", 60, 0), ("relief", 60)).share == pytest.approx(0.15)


def test_no_change_of_value_needs_nothing(problem):
    found = exchange(problem, {"relief": 1, "days": 1}, ("days", 14, 7), ("relief", 30))
    assert (found.end, found.units) == (30, 0)


@pytest.mark.parametrize(
    ("weights", "change", "other", "sentence"),
    [
        ({"relief": 1, "days": 1}, ("days", 0, 1), ("days", 3), "on another criterion"),
        ({"relief": 1, "days": 0}, ("days", 0, 1), ("relief", 3), "'days' needs some weight"),
        (
            {"relief": 1, "days": 1},
            ("part", 0, 1),
            ("relief", 3),
            "no weighed criterion 'part'; there are relief",
        ),
        ({"relief": 1, "days": 1}, ("days", 0, float("nan")), ("relief", 3), "after must be a finite number"),
    ],
)
def test_exchanges_without_sense_are_refused_in_a_sentence(problem, weights, change, other, sentence):
    with pytest.raises(ValueError, match=sentence):
        exchange(problem, weights, change, other)


@settings(deadline=None, max_examples=60)
@given(st.floats(0.05, 0.95), st.floats(0, 60), st.floats(0, 60), st.floats(0, 100))
def test_both_ends_lie_on_one_indifference_curve(weight, before, after, start):
    criteria = (RELIEF, DAYS)
    problem = Problem(criteria, (Alternative("a"),), {("a", c.id): Exact(1) for c in criteria})
    weights = {"relief": weight, "days": 1 - weight}
    found = exchange(problem, weights, ("days", before, after), ("relief", start))
    assume(found.end is not None)
    curve = indifference_curve(problem, weights, ("relief", "days"), (start, before))
    overall = [weight * RELIEF.value_function(x) + (1 - weight) * DAYS.value_function(y) for x, y in curve]
    there = weight * RELIEF.value_function(found.end) + (1 - weight) * DAYS.value_function(after)
    np.testing.assert_allclose(overall, there, atol=1e-9)
