import pytest
from hypothesis import given
from hypothesis import strategies as st

from trd_sdm.present import numbers


@given(st.floats(0, 100))
def test_both_frames_add_up_to_one_hundred(value):
    count, rest = numbers.count_of_100(value), numbers.rest_of_100(value)
    if count.isdigit():
        assert int(count) + int(rest) == 100
    else:
        assert {count, rest} == {"fewer than 1", "more than 99"}


@pytest.mark.parametrize(("value", "said"), [(0, "0"), (100, "100"), (0.49, "fewer than 1"), (0.5, "1"), (23.5, "24")])
def test_only_an_exact_zero_is_said_as_zero(value, said):
    assert numbers.count_of_100(value) == said


@pytest.mark.parametrize("value", [-0.1, 100.1, float("nan")])
def test_a_count_beyond_one_hundred_is_refused_with_a_sentence(value):
    with pytest.raises(ValueError, match="must lie between 0 and 100"):
        numbers.count_of_100(value)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.02, "3 hours"),
        (0.15, "1 day"),
        (0.5, "4 days"),
        (1, "1 week"),
        (2.5, "2.5 weeks"),
        (26, "26 weeks"),
        (0, "0 days"),
    ],
)
def test_weeks_below_one_are_said_in_days_and_hours(value, said):
    assert numbers.weeks(value) == said


@given(st.floats(0, 60))
def test_no_time_is_said_as_nothing_unless_it_is(value):
    assert (numbers.weeks(value).split()[0] == "0") == (value == 0)


def test_a_fit_beyond_the_scale_is_said_and_not_hidden():
    assert [numbers.points(value) for value in (-0.4, -0.6, 57.5, 100.6)] == [
        "0",
        "under 0",
        "58",
        "over 100",
    ]
