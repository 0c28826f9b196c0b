from hypothesis import given
from hypothesis import strategies as st

from trd_sdm.present.ties import near_ties

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
