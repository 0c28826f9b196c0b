"""How an estimate is spread, as it is stored: parameters only. Drawing from them is `trd_sdm.mcda`'s part."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from trd_sdm.evidence.base import Frozen, Key, Number, Whole

Positive = Annotated[Number, Field(gt=0)]


class Beta(Frozen):
    """A proportion: Beta(a, b) on 0..1, shown as people per 100."""

    type: Literal["beta"] = "beta"
    a: Positive
    b: Positive

    @property
    def per_100(self) -> float:
        """Mean, in people per 100."""
        return 100.0 * self.a / (self.a + self.b)


class Triangular(Frozen):
    """Lowest, most likely and highest value, in the criterion's unit."""

    type: Literal["triangular"] = "triangular"
    low: Number
    mode: Number
    high: Number


class OrdinalBandSpec(Frozen):
    """A band on an ordinal scale; how far doubt spreads it is an assumption (`Assumptions.band_spread`)."""

    type: Literal["ordinal_band"] = "ordinal_band"
    band: Annotated[Whole, Field(ge=0, le=4)]


class Point(Frozen):
    """A fact without spread, such as whether an escort is needed: the estimate's value itself."""

    type: Literal["point"] = "point"


class LogitNormal(Frozen):
    """An effect relative to the common baseline: log-odds = logit(baseline draw) + Normal(mean, se)."""

    type: Literal["logit_normal"] = "logit_normal"
    log_or_mean: Number
    log_or_se: Annotated[Number, Field(ge=0)]
    baseline: Literal["shared"] = "shared"


class NoGoodData(Frozen):
    """Nothing that can carry a number: shown in words, drawn over the whole range."""

    type: Literal["no_good_data"] = "no_good_data"


class Derived(Frozen):
    """Computed from other criteria of the same option, draw by draw."""

    type: Literal["derived"] = "derived"
    parts: tuple[Key, ...]


Distribution = Annotated[
    Beta | Triangular | OrdinalBandSpec | Point | LogitNormal | NoGoodData | Derived,
    Field(discriminator="type"),
]
