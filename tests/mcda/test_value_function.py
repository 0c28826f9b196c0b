import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trd_sdm.mcda import ValueFunction


def test_ends_are_worth_exactly_nothing_and_one():
    for worst, best in ((0, 100), (60, 0), (0.1, 0.7), (-3, 6)):
        worth = ValueFunction(worst, best)
        assert worth([worst, best]).tolist() == [0.0, 1.0]


def test_outside_the_range_the_outermost_piece_goes_on():
    worth = ValueFunction(60, 0, ((14, 0.8),))
    slope = 0.2 / 14
    assert worth(-7.0) == pytest.approx(1 + 7 * slope)
    assert worth(106.0) == pytest.approx(-0.8)
    assert ValueFunction(0, 10)(12.0) == pytest.approx(1.2)


def test_clipping_holds_values_at_the_ends():
    worth = ValueFunction(0, 10, ((5, 0.9),), clip=True)
    assert worth([-5.0, 5.0, 20.0]).tolist() == [0.0, 0.9, 1.0]


def test_points_may_come_in_any_order_and_repeat_the_ends():
    one = ValueFunction(0.5, 0, ((0.1, 0.7), (0.3, 0.25)))
    two = ValueFunction(0.5, 0, ((0.3, 0.25), (0.0, 1.0), (0.1, 0.7), (0.5, 0.0)))
    assert one == two
    assert one([0.5, 0.3, 0.2, 0.1, 0.0]) == pytest.approx([0, 0.25, 0.475, 0.7, 1])


@given(
    worst=st.floats(-100, 100),
    width=st.floats(0.5, 100),
    falls=st.booleans(),
    inner=st.lists(st.tuples(st.floats(0.01, 0.99), st.floats(0.01, 0.99)), max_size=4),
    u=st.floats(0, 1),
)
def test_inverse_undoes_the_function(worst, width, falls, inner, u):
    best = worst - width if falls else worst + width
    shares = sorted({round(a, 3) for a, _ in inner})
    worths = sorted({round(b, 3) for _, b in inner})
    points = tuple((worst + a * (best - worst), b) for a, b in zip(shares, worths, strict=False))
    worth = ValueFunction(worst, best, points or None)
    assert float(worth(worth.inverse(u))) == pytest.approx(u, abs=1e-7)
    x = np.linspace(worst, best, 50)
    assert (np.diff(worth(x)) >= -1e-9).all()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((1, 1), "two different ends"),
        ((0, float("inf")), "two finite ends"),
        ((0, 10, ((12, 0.5),)), "outside the open range 0 to 10"),
        ((0, 10, ((2, 0.5), (4, 0.4))), "may not fall"),
        ((0, 10, ((2, 0.5), (2, 0.6))), "has two values"),
    ],
)
def test_impossible_functions_are_refused(arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        ValueFunction(*arguments)
