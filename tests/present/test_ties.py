from hypothesis import given
from hypothesis import strategies as st

from trd_sdm.present.numbers import whole
from trd_sdm.present.ties import near_ties, tie_sentences

FITS = st.dictionaries(st.sampled_from("abcdefg"), st.floats(0, 100), min_size=1)


@given(FITS)
def test_options_within_two_points_stand_in_a_group_together_and_others_never(fits):
    groups = near_ties(fits)
    for one in fits:
        for other in fits:
            if one != other:
                together = any({one, other} <= set(group) for group in groups)
                assert together == (abs(fits[one] - fits[other]) < 2)


@given(FITS)
def test_groups_are_named_in_the_fixed_order(fits):
    place = list(fits).index
    for group in near_ties(fits):
        assert list(group) == sorted(group, key=place)


NAMES = {key: key.upper() for key in "abcdefg"}


def test_a_tie_says_which_place_it_is_about_the_highest_fit_first():
    assert tie_sentences({"a": 40.2, "b": 41.4, "c": 70, "d": 10}, NAMES) == [
        "A tie among the lower fits, less than 2 points apart: A and B."
    ]
    assert tie_sentences({"a": 40.2, "b": 41.4, "c": 70, "d": 70.9, "e": 69.6}, NAMES) == [
        "A tie for the highest fit, less than 2 points apart: C, D and E.",
        "A tie among the lower fits, less than 2 points apart: A and B.",
    ]
    assert tie_sentences({"a": 40, "b": 60}, NAMES) == tie_sentences({}, NAMES) == []


@given(FITS)
def test_a_tie_for_the_highest_fit_is_said_where_two_options_share_it_and_nowhere_else(fits):
    shown = sorted((whole(fit) for fit in fits.values()), reverse=True)
    close = len(shown) > 1 and shown[0] - shown[1] < 2
    said = tie_sentences(fits, NAMES)
    assert sum("highest" in line for line in said) == close
