from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trd_sdm.present.charts.stack import by_letter, stack


@given(st.dictionaries(st.sampled_from("abcdef"), st.floats(-20, 40), min_size=1))
def test_parts_keep_their_size_and_lie_end_to_end(contributions):
    laid = stack(contributions, sorted(contributions))
    for criterion, value in contributions.items():
        assert laid[criterion]["end"] - laid[criterion]["start"] == pytest.approx(value, abs=0.011)
    covered = [part for part in laid.values() if part["end"] > part["start"]]
    covered.sort(key=lambda part: part["start"])
    for one, other in pairwise(covered):
        assert other["start"] >= one["end"] - 0.011


def test_parts_are_ordered_by_letter_so_benefits_come_first():
    assert by_letter(["cost_tier", "weight_gain", "own_concern", "response"]) == [
        "response",
        "weight_gain",
        "cost_tier",
        "own_concern",
    ]
