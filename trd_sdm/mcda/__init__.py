"""
Additive multicriteria analysis with uncertain measurements and imprecise weights (SMAA-2).

The stages are `measure` (draw once), `partial_values` (what the draws are worth) and then, as often as
wanted, `evaluate` (exact weights). `smaa` does a whole analysis with imprecise weights in one call. What
would change the picture is in `switch_weights`, `tornado`, `leave_one_out` and their like; what would be
worth knowing in `information`. Importing this package loads numpy and nothing heavier.
"""

from trd_sdm.mcda.bounded import OrdinalBand, Triangular, Uniform, Unknown
from trd_sdm.mcda.closed_forms import ExactAcceptability, certain_acceptability, share_ahead, two_options
from trd_sdm.mcda.command import format_report, smaa_report
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
from trd_sdm.mcda.exchange import Exchange, exchange
from trd_sdm.mcda.feasibility import ContradictionError
from trd_sdm.mcda.information import Information, information
from trd_sdm.mcda.measurement_sensitivity import (
    Bar,
    Dominance,
    dominance,
    indifference_curve,
    measurement_sweep,
    switch_measurement,
    tornado,
)
from trd_sdm.mcda.measurements import Measurements, measure
from trd_sdm.mcda.partial_values import PartialValues, partial_values
from trd_sdm.mcda.preferences import ExactRatio, Ordinal, Preference, RatioBound, TradeOff, WeightBound
from trd_sdm.mcda.problem import Alternative, Criterion, Problem
from trd_sdm.mcda.problem_file import (
    ProblemFileError,
    load_problem,
    problem_from_dict,
    problem_to_dict,
    save_problem,
)
from trd_sdm.mcda.relative import (
    CovarianceGroup,
    OnLink,
    RelativeCLogLogNormal,
    RelativeLogitNormal,
    RelativeLogNormal,
    RelativeNormal,
)
from trd_sdm.mcda.sensitivity import (
    LeftOut,
    Reign,
    Sweep,
    Switch,
    leaders,
    leave_one_out,
    switch_weights,
    weight_sweep,
)
from trd_sdm.mcda.smaa import SmaaResult, accept, smaa
from trd_sdm.mcda.survival import RelativeSurvival, Survival
from trd_sdm.mcda.value_function import ValueFunction
from trd_sdm.mcda.weight_parts import rank_order_centroid
from trd_sdm.mcda.weights import WeightSample, WeightSpace

__all__ = [
    "Alternative",
    "Bar",
    "Beta",
    "CLogLogNormal",
    "ContradictionError",
    "CovarianceGroup",
    "Criterion",
    "Derived",
    "Distribution",
    "Dominance",
    "Evaluation",
    "Exact",
    "ExactAcceptability",
    "ExactRatio",
    "Exchange",
    "Gamma",
    "Information",
    "LeftOut",
    "LogNormal",
    "LogitNormal",
    "Measurements",
    "Normal",
    "OnLink",
    "Ordinal",
    "OrdinalBand",
    "PartialValues",
    "Preference",
    "Problem",
    "ProblemFileError",
    "RatioBound",
    "Reign",
    "RelativeCLogLogNormal",
    "RelativeLogNormal",
    "RelativeLogitNormal",
    "RelativeNormal",
    "RelativeSurvival",
    "SmaaResult",
    "StudentT",
    "Survival",
    "Sweep",
    "Switch",
    "TradeOff",
    "Triangular",
    "Uniform",
    "Unknown",
    "ValueFunction",
    "WeightBound",
    "WeightSample",
    "WeightSpace",
    "accept",
    "certain_acceptability",
    "dominance",
    "evaluate",
    "exchange",
    "format_report",
    "indifference_curve",
    "information",
    "leaders",
    "leave_one_out",
    "load_problem",
    "measure",
    "measurement_sweep",
    "partial_values",
    "problem_from_dict",
    "problem_to_dict",
    "rank_order_centroid",
    "save_problem",
    "share_ahead",
    "smaa",
    "smaa_report",
    "switch_measurement",
    "switch_weights",
    "tornado",
    "two_options",
    "weight_sweep",
]
