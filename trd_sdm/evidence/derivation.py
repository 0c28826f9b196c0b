"""From what a trial or a pooled analysis reports to a log odds ratio, step by step and recomputed on load.

Formulas: an interval gives SE = (ln high - ln low) / 3.92; a standardised mean difference becomes a log
odds ratio by pi / sqrt(3); a risk ratio is converted at the control risk stated; counts give
SE = sqrt(1/a + 1/b + 1/c + 1/d). Steps of a chain add; routes to the same number are averaged by inverse
variance; `extra_sd` is added in quadrature where an estimate is borrowed or not blinded.
"""

from __future__ import annotations

import math
from typing import Annotated, Literal

from pydantic import Field

from trd_sdm.evidence.base import Frozen, Number, Share, Whole

Positive = Annotated[Number, Field(gt=0)]
Spread = Annotated[Number, Field(ge=0, le=2)]
Count = Annotated[Whole, Field(ge=1)]
SMD_TO_LOG_OR = math.pi / math.sqrt(3.0)
WIDTH_95 = 3.92


class _Step(Frozen):
    extra_sd: Spread = 0.0

    def core(self) -> tuple[float, float]:
        """Give the log odds ratio and its standard error before any widening."""
        raise NotImplementedError

    def log_or(self) -> tuple[float, float]:
        """Give the log odds ratio and its standard error, widened by `extra_sd`."""
        mean, se = self.core()
        return mean, math.hypot(se, self.extra_sd)


class Reference(_Step):
    """The reference itself: odds ratio 1, no error of its own."""

    method: Literal["reference"]

    def core(self) -> tuple[float, float]:  # noqa: D102
        return 0.0, 0.0


class OddsRatioInterval(_Step):
    """An odds ratio with its 95 % interval."""

    method: Literal["or_ci"]
    odds_ratio: Positive
    low: Positive
    high: Positive

    def core(self) -> tuple[float, float]:  # noqa: D102
        return math.log(self.odds_ratio), (math.log(self.high) - math.log(self.low)) / WIDTH_95


class MeanDifferenceInterval(_Step):
    """A standardised mean difference with its 95 % interval; positive favours the option."""

    method: Literal["smd_ci"]
    smd: Number
    low: Number
    high: Number

    def core(self) -> tuple[float, float]:  # noqa: D102
        return self.smd * SMD_TO_LOG_OR, (self.high - self.low) / WIDTH_95 * SMD_TO_LOG_OR


class RiskRatioInterval(_Step):
    """A risk ratio with its 95 % interval, converted at the control risk stated."""

    method: Literal["rr_ci_at_risk"]
    risk_ratio: Positive
    low: Positive
    high: Positive
    control_risk: Share

    def _log_or(self, ratio: float) -> float:
        risk = ratio * self.control_risk
        if not 0.0 < risk < 1.0:
            raise ValueError(f"a risk ratio of {ratio:g} at a control risk of {self.control_risk:g} leaves no odds")
        return math.log(risk / (1.0 - risk)) - math.log(self.control_risk / (1.0 - self.control_risk))

    def core(self) -> tuple[float, float]:  # noqa: D102
        return self._log_or(self.risk_ratio), (self._log_or(self.high) - self._log_or(self.low)) / WIDTH_95


class Counts(_Step):
    """Responders of those treated in the option's arm and in the comparison arm."""

    method: Literal["counts"]
    responders: Count
    treated: Count
    control_responders: Count
    control_treated: Count

    def core(self) -> tuple[float, float]:  # noqa: D102
        cells = (
            self.responders,
            self.treated - self.responders,
            self.control_responders,
            self.control_treated - self.control_responders,
        )
        if min(cells) < 1:
            raise ValueError("responders must be fewer than those treated, in both arms")
        a, b, c, d = cells
        return math.log(a / b) - math.log(c / d), math.sqrt(sum(1.0 / cell for cell in cells))


class Means(_Step):
    """Mean symptom scores at the end of both arms (lower is better), with their standard deviations."""

    method: Literal["means_sd"]
    mean: Number
    sd: Positive
    n: Count
    control_mean: Number
    control_sd: Positive
    control_n: Count

    def core(self) -> tuple[float, float]:  # noqa: D102
        total = self.n + self.control_n
        if total <= 2:
            raise ValueError("two arms of one person each have no spread")
        pooled = math.sqrt(((self.n - 1) * self.sd**2 + (self.control_n - 1) * self.control_sd**2) / (total - 2))
        d = (self.control_mean - self.mean) / pooled
        se = math.sqrt(total / (self.n * self.control_n) + d**2 / (2.0 * total))
        return d * SMD_TO_LOG_OR, se * SMD_TO_LOG_OR


class Chain(_Step):
    """Steps laid end to end, such as "B against A" and "C against B": they add, and so do variances."""

    method: Literal["chain"]
    steps: Annotated[tuple[Derivation, ...], Field(min_length=2, max_length=8)]

    def core(self) -> tuple[float, float]:  # noqa: D102
        parts = [step.log_or() for step in self.steps]
        return sum(mean for mean, _ in parts), math.hypot(*(se for _, se in parts))


class InverseVariance(_Step):
    """Several routes to the same number, averaged by inverse variance."""

    method: Literal["inverse_variance"]
    parts: Annotated[tuple[Derivation, ...], Field(min_length=2, max_length=8)]

    def core(self) -> tuple[float, float]:  # noqa: D102
        routes = [part.log_or() for part in self.parts]
        if min(se for _, se in routes) <= 0.0:
            raise ValueError("a route without a standard error cannot be averaged")
        weights = [1.0 / se**2 for _, se in routes]
        mean = sum(weight * route[0] for weight, route in zip(weights, routes, strict=True)) / sum(weights)
        return mean, math.sqrt(1.0 / sum(weights))


Derivation = Annotated[
    Reference
    | OddsRatioInterval
    | MeanDifferenceInterval
    | RiskRatioInterval
    | Counts
    | Means
    | Chain
    | InverseVariance,
    Field(discriminator="method"),
]


def implied_per_100(log_or: float, baseline: float) -> float:
    """Give the people per 100 that a log odds ratio implies at a baseline chance.

    Parameters
    ----------
    log_or : float
        Log odds ratio against the baseline.
    baseline : float
        Chance at the baseline, 0..1, both ends left out.

    Examples
    --------
    >>> round(implied_per_100(1.6506, 0.235), 1)
    61.5
    """
    if not 0.0 < baseline < 1.0:
        raise ValueError(f"a baseline chance lies between 0 and 1, not {baseline:g}")
    odds = math.log(baseline / (1.0 - baseline)) + log_or
    return 100.0 / (1.0 + math.exp(-max(odds, -700.0)))  # exp overflows just beyond
