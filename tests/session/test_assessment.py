"""What a safety rule calls not suitable leaves the fit and stays in sight; a clinician may put it back."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings

from tests.session.strategies import reviewed_records
from trd_sdm.evidence import load_library
from trd_sdm.session import review as review_module
from trd_sdm.session.appraisal import appraise
from trd_sdm.session.assessment import assess, reviewed
from trd_sdm.session.record import STAY

DAY = dt.date(2026, 11, 27)
COIL = {"answers": {"metal_near_coil": "yes"}}


def test_an_option_a_rule_rules_out_leaves_the_fit_and_moves_no_other(record, library):
    before = assess(record, library, on=DAY).appraisal
    after = assess(record.with_(facts=COIL), library, on=DAY).appraisal
    assert after.left_out == ("rtms",)
    assert after.options == tuple(option for option in before.options if option != "rtms")
    for option in after.options:
        assert after.roles["patient"].fit[option] == before.roles["patient"].fit[option]


def test_a_clinicians_reason_puts_it_back(record, library):
    back = record.with_(facts=COIL, put_back={"rtms": "The plate is titanium and far from the coil."})
    found = assess(back, library, on=DAY)
    assert found.appraisal.left_out == ()
    assert found.review.standing("rtms").put_back
    assert found.appraisal == appraise(back, library)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(reviewed_records())
def test_staying_is_never_left_out_and_nothing_is_lost(record):
    found = assess(record, load_library(), on=DAY).appraisal
    assert STAY in found.options
    assert {*found.options, *found.left_out} == {*record.shortlist}


def test_a_moved_slider_does_not_judge_the_rules_anew(record, library, monkeypatch):
    first = reviewed(record, library, on=DAY)
    monkeypatch.setattr(review_module, "review", lambda *_, **__: pytest.fail("judged anew"))
    assert reviewed(record.with_points("patient", "response", 12), library, on=DAY) is first


def test_another_day_is_judged_anew(record, library):
    assert reviewed(record, library, on=DAY).on != reviewed(record, library, on=DAY + dt.timedelta(days=1)).on
