"""
Additive multicriteria analysis with uncertain measurements and imprecise weights (SMAA-2).

The stages are `measure` (draw once), `partial_values` (what the draws are worth) and then, as often as
wanted, `evaluate` (exact weights). Importing this package loads numpy and nothing heavier.
"""

from trd_sdm.mcda.bounded import OrdinalBand, Triangular, Uniform, Unknown
from trd_sdm.mcda.derived import Derived
from trd_sdm.mcda.distributions import (
    Beta,
    CLogLogNormal,
    Distribution,
    Exact,
    Gamma,
    LogitNormal,
    LogNormal,
    Normal,
    StudentT,
)
from trd_sdm.mcda.evaluation import Evaluation, evaluate
from trd_sdm.mcda.measurements import Measurements, measure
from trd_sdm.mcda.partial_values import PartialValues, partial_values
from trd_sdm.mcda.preferences import ExactRatio, Ordinal, Preference, RatioBound, TradeOff, WeightBound
from trd_sdm.mcda.problem import Alternative, Criterion, Problem
from trd_sdm.mcda.relative import (
    CovarianceGroup,
    RelativeCLogLogNormal,
    RelativeLogitNormal,
    RelativeLogNormal,
    RelativeNormal,
)
from trd_sdm.mcda.value_function import ValueFunction

__all__ = [
    "Alternative",
    "Beta",
    "CLogLogNormal",
    "CovarianceGroup",
    "Criterion",
    "Derived",
    "Distribution",
    "Evaluation",
    "Exact",
    "ExactRatio",
    "Gamma",
    "LogNormal",
    "LogitNormal",
    "Measurements",
    "Normal",
    "Ordinal",
    "OrdinalBand",
    "PartialValues",
    "Preference",
    "Problem",
    "RatioBound",
    "RelativeCLogLogNormal",
    "RelativeLogNormal",
    "RelativeLogitNormal",
    "RelativeNormal",
    "StudentT",
    "TradeOff",
    "Triangular",
    "Uniform",
    "Unknown",
    "ValueFunction",
    "WeightBound",
    "evaluate",
    "measure",
    "partial_values",
]
