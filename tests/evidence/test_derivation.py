"""Effects recomputed from what the studies report, against the reviewed table and against textbook sums."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from trd_sdm.evidence import Library
from trd_sdm.evidence.derivation import Derivation, implied_per_100

with (Path(__file__).parent / "data" / "log_odds_ratios.csv").open(encoding="utf-8", newline="") as _file:
    PRINTED = list(csv.DictReader(_file))
READ: TypeAdapter[Derivation] = TypeAdapter(Derivation)


@pytest.mark.parametrize("row", PRINTED, ids=lambda row: row["option"])
def test_each_option_gives_the_log_odds_ratio_of_the_reviewed_table(library: Library, row: dict[str, str]) -> None:
    derivation = library.estimate(row["option"], "response").derivation
    assert derivation is not None
    mean, se = derivation.log_or()
    assert round(mean, 3) == pytest.approx(float(row["log_or"]), abs=0.0011)
    assert round(se, 3) == pytest.approx(float(row["se"]), abs=0.0011)


@pytest.mark.parametrize(
    ("entry", "mean", "se"),
    [
        ({"method": "reference"}, 0.0, 0.0),
        ({"method": "or_ci", "odds_ratio": 2.0, "low": 1.0, "high": 4.0}, math.log(2), math.log(4) / 3.92),
        (
            {"method": "counts", "responders": 10, "treated": 20, "control_responders": 5, "control_treated": 20},
            math.log(3),
            math.sqrt(1 / 10 + 1 / 10 + 1 / 5 + 1 / 15),
        ),
        ({"method": "smd_ci", "smd": 0.5, "low": 0.0, "high": 1.0}, 0.5 * 1.8138, 1.8138 / 3.92),
        (
            {"method": "rr_ci_at_risk", "risk_ratio": 2.0, "low": 2.0, "high": 2.0, "control_risk": 0.25},
            math.log(3),
            0.0,
        ),
    ],
)
def test_single_steps_are_textbook_sums(entry: dict[str, object], mean: float, se: float) -> None:
    assert READ.validate_python(entry).log_or() == pytest.approx((mean, se), abs=2e-4)


def test_extra_doubt_adds_in_quadrature() -> None:
    entry = {"method": "or_ci", "odds_ratio": 1.0, "low": 1.0, "high": 1.0, "extra_sd": 0.35}
    assert READ.validate_python(entry).log_or() == (0.0, 0.35)


half = {"method": "or_ci", "odds_ratio": 2.0, "low": 1.0, "high": 4.0}


def test_steps_of_a_chain_add() -> None:
    mean, se = READ.validate_python({"method": "chain", "steps": [half, half]}).log_or()
    assert mean == pytest.approx(2 * math.log(2))
    assert se == pytest.approx(math.sqrt(2) * math.log(4) / 3.92)


def test_two_equal_routes_average_to_themselves_with_less_doubt() -> None:
    mean, se = READ.validate_python({"method": "inverse_variance", "parts": [half, half]}).log_or()
    assert mean == pytest.approx(math.log(2))
    assert se == pytest.approx(math.log(4) / 3.92 / math.sqrt(2))


@pytest.mark.parametrize(
    "entry",
    [
        {"method": "counts", "responders": 20, "treated": 20, "control_responders": 5, "control_treated": 20},
        {"method": "rr_ci_at_risk", "risk_ratio": 9.0, "low": 1.0, "high": 10.0, "control_risk": 0.5},
        {"method": "rr_ci_at_risk", "risk_ratio": 1.0, "low": 1.0, "high": 1.0, "control_risk": 0.0},
        {"method": "inverse_variance", "parts": [{"method": "reference"}, {"method": "reference"}]},
        {"method": "means_sd", "mean": 1, "sd": 1, "n": 1, "control_mean": 1, "control_sd": 1, "control_n": 1},
    ],
)
def test_what_cannot_be_computed_says_so(entry: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        READ.validate_python(entry).log_or()


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(ValidationError, match="does not match any of the expected tags"):
        READ.validate_python({"method": "guess"})


@given(st.floats(-8, 8), st.floats(0.01, 0.99))
def test_a_chance_turned_back_gives_its_odds_ratio(log_or: float, baseline: float) -> None:
    chance = implied_per_100(log_or, baseline) / 100
    assert math.log(chance / (1 - chance)) - math.log(baseline / (1 - baseline)) == pytest.approx(log_or, abs=1e-6)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_chance_stays_a_chance_whatever_the_effect(log_or: float) -> None:
    assert 0.0 <= implied_per_100(log_or, 0.235) <= 100.0


def test_a_baseline_that_is_no_chance_is_refused() -> None:
    with pytest.raises(ValueError, match="a baseline chance lies between 0 and 1, not 1"):
        implied_per_100(0.0, 1.0)
