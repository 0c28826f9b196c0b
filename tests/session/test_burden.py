"""The burden set beside the chance: the record's own numbers, gaps kept as gaps."""

import pytest

from trd_sdm.session.appraisal import appraise
from trd_sdm.session.burden import ALWAYS, WEIGHED, burdens, spots


def test_the_weighed_sum_is_offered_only_where_a_harm_or_load_is_rated(record, library):
    assert burdens(record, library, appraise(record, library)) == (WEIGHED, "memory_thinking", "clinic_hours_8wk")
    apart = record.with_(weights={"patient": {"response": 80}})
    assert WEIGHED not in burdens(apart, library, appraise(apart, library))
    bare = record.with_criteria(("response",))
    assert burdens(bare, library, appraise(bare, library)) == ALWAYS


def test_one_burden_is_the_estimate_itself_and_a_gap_is_nothing(record, library):
    appraisal = appraise(record, library)
    found = spots(record, library, appraisal, "clinic_hours_8wk")
    assert tuple(found) == appraisal.options
    estimate = library.estimate("ect", "clinic_hours_8wk")
    assert (found["ect"].burden.mid, found["ect"].burden.high) == (estimate.value, estimate.high)
    assert found["ect"].chance.mid == library.estimate("ect", "response").value
    gap = spots(record, library, appraisal, "stop_side_effects")["ect"]
    assert library.estimate("ect", "stop_side_effects").no_good_data
    assert gap.burden is None


def test_the_weighed_sum_is_what_the_fit_lacks_on_harms_and_load(record, library):
    both = record.with_(weights={"patient": {"response": 50, "memory_thinking": 30, "clinic_hours_8wk": 20}})
    appraisal = appraise(both, library)
    shown = appraisal.roles["patient"]
    asked = ("memory_thinking", "clinic_hours_8wk")
    share = sum(shown.weights[name] for name in asked)
    for option, spot in spots(both, library, appraisal, WEIGHED).items():
        parts = sum(shown.contributions[option][name] for name in asked)
        assert spot.burden.mid == pytest.approx(100 - parts / share)
        assert spot.burden.low <= spot.burden.mid <= spot.burden.high
