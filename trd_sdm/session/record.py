"""The record: the saved state of one conversation, as a frozen value.

Every change gives a new record, so undo is a list of values and a saved file is always whole.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    field_validator,
    model_validator,
)

from trd_sdm.clinical.adherence import AdherenceAnswers
from trd_sdm.clinical.checks import CheckAnswers
from trd_sdm.clinical.days import NamedDay
from trd_sdm.clinical.facts import PatientFacts
from trd_sdm.clinical.measures import InstrumentAnswers, MeasureScore
from trd_sdm.clinical.residual import ResidualAnswers
from trd_sdm.clinical.safety_stop import SafetyLog, said
from trd_sdm.clinical.sourced import Note
from trd_sdm.clinical.trials import TrialList
from trd_sdm.evidence.base import Flag, Whole
from trd_sdm.session.plan import Plan
from trd_sdm.session.points import ROLES as ROLES
from trd_sdm.session.points import WHOSE as WHOSE
from trd_sdm.session.points import Identifier, Weights
from trd_sdm.session.points import Whose as Whose
from trd_sdm.session.screens import FollowUpScreen, Screen
from trd_sdm.session.signs import not_logged
from trd_sdm.session.tracking import Tracking
from trd_sdm.session.values import (
    CONCERNS_AT_MOST,
    TRADEOFFS_AT_MOST,
    Choice,
    Clinic,
    Leanings,
    LocalFacts,
    OwnConcern,
    Role,
    SurenessOfRoles,
    TradeOff,
    is_own,
)
from trd_sdm.session.visit import Visit

SCHEMA_VERSION: Literal[2] = 2
STAY = "stay_optimise"
DEFAULT_DRAWS = 4096
MAX_DRAWS = 100_000
SCORES_AT_MOST = 200

Mode = Literal["teaching", "session"]
Order = Literal["fixed", "fit"]
BESIDE_AT_MOST = 4
LOOKING = (
    "mode",
    "whose",
    "order",
    "screen",
    "show_total",
    "large_type",
    "beside",
    "followed_screen",
    "followed_day",
    "followed_measure",
)
"""Fields that say how the page is looked at; undo passes over them."""


Reasons = Annotated[
    dict[Identifier, Annotated[Note, AfterValidator(said)]],
    Field(max_length=64),
    AfterValidator(MappingProxyType),
    PlainSerializer(dict, return_type=dict[str, str]),
]
Local = Annotated[
    dict[Identifier, LocalFacts],
    Field(max_length=64),
    AfterValidator(MappingProxyType),
    PlainSerializer(lambda held: {key: facts.model_dump(mode="json") for key, facts in held.items()}),
]
YesNo = Annotated[int, Field(strict=True, ge=0, le=1)]
SureAnswers = Annotated[
    dict[Identifier, YesNo],
    Field(max_length=8),
    AfterValidator(MappingProxyType),
    PlainSerializer(dict, return_type=dict[str, int]),
]
Country = Annotated[str, Field(strict=True, pattern=r"^[A-Z]{2}$", description="Two letters of ISO 3166, such as GB.")]


class Record(BaseModel):
    """What two people chose and weighed in one conversation.

    Parameters
    ----------
    library_version : str
        The evidence it was made with.
    seed : int
        Fixes the order of the options on the page and every random draw, so that a record opened
        again shows the same page and the same numbers.
    shortlist : tuple of str
        Option ids on the table. Staying with the present treatment is always among them.
    criteria : tuple of str
        Criterion ids picked as mattering, in the order they were picked.
    weights : mapping
        For each role, swing points 0..100 by criterion. A criterion without points is *not rated*,
        which is not the same as 0 points.
    whose, order, screen : str
        What the pair was looking at: whose weights, options as listed or by fit, and which screen.
    show_total, large_type : bool
        Whether the total fit is shown, and whether the type is large.
    beside : tuple of str
        Options that stand side by side on the cards and in the calendar; see `trd_sdm.session.beside`.
    visit : Visit
        What today is about, and who is here.
    concerns : tuple of OwnConcern
        What matters here and is not among the cards; each may stand among the criteria.
    sureness, tradeoffs : SurenessOfRoles, tuple of TradeOff
        How sure each is of the points, and forced choices that test them.
    bothers_now : tuple of str
        Criteria that name side effects the person has now, from the present drug.
    local : mapping
        By option, what it takes here.
    clinic : Clinic
        The clinic whose file gave local facts, if one did.
    leanings, choice, sure : Leanings, Choice, mapping
        Where the person leaned, what was decided, and the answers to the four SURE questions (1 is yes).
    plan, tracking : Plan, Tracking
        The written plan, and what was noted since.
    past : TrialList
        What was tried before, and what is known of the episode.
    facts : PatientFacts
        What the safety rules ask for; what is not there was not asked.
    lookalikes, contributors : CheckAnswers
        What came of the two checklists.
    adherence, residual : AdherenceAnswers, ResidualAnswers
        What gets in the way of taking a treatment, and what is left where one helped in part.
    questionnaires, scores : tuple of InstrumentAnswers, tuple of MeasureScore
        Questionnaires answered here, and scores taken elsewhere.
    safety : SafetyLog
        Every answer about safety and what was done about it, in UTC; it only grows.
    put_back : mapping
        By option, why a clinician put it back into the fit although a rule says it is not suitable.
    country : str, optional
        Whose crisis lines are shown.
    followed_screen, followed_day, followed_measure : str, date, str
        What the follow-up shows: its screen, the day whose notes are open, and the measure drawn.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[2] = SCHEMA_VERSION
    mode: Mode = "teaching"
    library_version: Annotated[str, Field(min_length=1, max_length=64)]
    seed: Annotated[Whole, Field(ge=0, lt=2**32)] = 0
    draws: Annotated[Whole, Field(ge=100, le=MAX_DRAWS)] = DEFAULT_DRAWS
    widen_by_certainty: Flag = True
    shortlist: Annotated[tuple[Identifier, ...], Field(max_length=64)] = (STAY,)
    criteria: Annotated[tuple[Identifier, ...], Field(max_length=64)] = ()
    weights: Weights = Field(default_factory=Weights)
    whose: Whose = "patient"
    order: Order = "fixed"
    screen: Screen = "welcome"
    show_total: Flag = True
    large_type: Flag = False
    beside: Annotated[tuple[Identifier, ...], Field(max_length=BESIDE_AT_MOST)] = ()
    visit: Visit = Field(default_factory=Visit)
    concerns: Annotated[tuple[OwnConcern, ...], Field(max_length=CONCERNS_AT_MOST)] = ()
    sureness: SurenessOfRoles = Field(default_factory=SurenessOfRoles)
    tradeoffs: Annotated[tuple[TradeOff, ...], Field(max_length=TRADEOFFS_AT_MOST)] = ()
    bothers_now: Annotated[tuple[Identifier, ...], Field(max_length=16)] = ()
    local: Local = Field(default={}, validate_default=True)
    clinic: Clinic = Field(default_factory=Clinic)
    leanings: Leanings = Field(default_factory=Leanings)
    choice: Choice = Field(default_factory=Choice)
    sure: SureAnswers = Field(default={}, validate_default=True)
    plan: Plan = Field(default_factory=Plan)
    tracking: Tracking = Field(default_factory=Tracking)
    past: TrialList = Field(default_factory=TrialList)
    facts: PatientFacts = Field(default_factory=PatientFacts)
    lookalikes: CheckAnswers = Field(default_factory=lambda: CheckAnswers.model_validate({}))
    contributors: CheckAnswers = Field(default_factory=lambda: CheckAnswers.model_validate({}))
    adherence: AdherenceAnswers = Field(default_factory=lambda: AdherenceAnswers.model_validate({}))
    residual: ResidualAnswers = Field(default_factory=lambda: ResidualAnswers.model_validate({}))
    questionnaires: Annotated[tuple[InstrumentAnswers, ...], Field(max_length=SCORES_AT_MOST)] = ()
    scores: Annotated[tuple[MeasureScore, ...], Field(max_length=SCORES_AT_MOST)] = ()
    safety: SafetyLog = Field(default_factory=SafetyLog)
    put_back: Reasons = Field(default={}, validate_default=True)
    country: Country | None = None
    followed_screen: FollowUpScreen = "now"
    followed_day: NamedDay | None = None
    followed_measure: Identifier | None = None

    @field_validator("shortlist", "criteria", "bothers_now", "beside")
    @classmethod
    def _no_repeats(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        repeated = sorted({item for item in value if value.count(item) > 1})
        if repeated:
            raise ValueError(f"{', '.join(repeated)} stands here more than once; each may stand once")
        return value

    @field_validator("safety")
    @classmethod
    def _in_utc(cls, log: SafetyLog) -> SafetyLog:
        """Keep every time in UTC: times that are equal are then written alike."""
        times = [check.answered_at for check in log.checks]
        times += [time for one in log.acknowledgements for time in (one.at, one.covers.answered_at)]
        if all(time.tzinfo is dt.UTC for time in times):
            return log
        try:
            return SafetyLog.model_validate(_moved_to_utc(log.model_dump()))
        except OverflowError:
            raise ValueError("a time lies beyond what a calendar holds") from None

    @model_validator(mode="after")
    def _consistent(self) -> Record:
        if STAY not in self.shortlist:
            raise ValueError(f"the shortlist must hold {STAY}: staying is always on the table")
        own = [concern.id for concern in self.concerns]
        if len(set(own)) < len(own):
            raise ValueError("two of the own concerns have the same id; each needs its own")
        missing = [criterion for criterion in self.criteria if is_own(criterion) and criterion not in own]
        if missing:
            raise ValueError(f"{', '.join(missing)} stands among the criteria, but no such own concern was added")
        for role in ROLES:
            strays = [criterion for criterion in self.weights.of(role) if criterion not in self.criteria]
            if strays:
                named = ", ".join(strays)
                raise ValueError(f"the {role} rated {named}, which is not among the criteria picked")
        return self

    def with_(self, **changes: Any) -> Record:
        """Give a new, validated record with some fields changed.

        Raises
        ------
        pydantic.ValidationError
            If the changed record would not be whole; this record stays as it was.

        Examples
        --------
        >>> Record(library_version="1").with_(criteria=("response",)).criteria
        ('response',)
        """
        return Record.model_validate({**dict(self), **changes})  # parts are frozen, so they are shared

    def with_criteria(self, criteria: tuple[str, ...]) -> Record:
        """Pick other criteria; points of the ones that stay are kept."""
        kept = {
            role: {name: value for name, value in self.weights.of(role).items() if name in criteria} for role in ROLES
        }
        return self.with_(criteria=criteria, weights=kept)

    def with_concerns(self, concerns: Iterable[OwnConcern]) -> Record:
        """Set the own concerns; one taken away leaves the criteria, with its points and its trade-offs."""
        held = tuple(concerns)
        known = {concern.id for concern in held}

        def stays(criterion: str) -> bool:
            return not is_own(criterion) or criterion in known

        kept = self.with_criteria(tuple(filter(stays, self.criteria)))
        tradeoffs = tuple(one for one in self.tradeoffs if stays(one.first) and stays(one.second))
        return kept.with_(concerns=held, tradeoffs=tradeoffs)

    def with_points(self, role: Role, criterion: str, points: float | None) -> Record:
        """Rate one criterion for one role, or take the rating back with None."""
        changed = {name: dict(self.weights.of(name)) for name in ROLES}
        if points is None:
            changed[role].pop(criterion, None)
        else:
            changed[role][criterion] = points
        return self.with_(weights=changed)

    def keeping_safety_of(self, other: Record) -> Record:
        """Give this record with every safety check and acknowledgement of another added.

        Undo puts another record of the conversation in place of the one shown; with this, it takes no stop away.
        """
        return self if other.safety == self.safety else self.with_(safety=self.safety.joined(other.safety))

    @property
    def is_stopped(self) -> bool:
        """Whether the safety stop holds: a sign of danger that no clinician has acted on yet."""
        return bool(not_logged(self)) or not self.safety.may_go_on()

    def is_blank(self, *but: str) -> bool:
        """Whether nothing was answered, leaving out how the page is looked at and the fields named."""
        kept = {name: getattr(self, name) for name in ("library_version", "seed", "draws", *LOOKING, *but)}
        return self == Record.model_validate(kept)

    def to_json(self) -> str:
        """Give the record as JSON text that `read_record` reads back to an equal record.

        Equal records give equal text: entries of a mapping stand in the order of their names.
        """
        whole = {name: _by_name(value) for name, value in self.model_dump(mode="json").items()}
        return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _by_name(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _by_name(value[name]) for name in sorted(value)}
    return [_by_name(item) for item in value] if isinstance(value, list) else value


def _moved_to_utc(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC)
    if isinstance(value, dict):
        return {name: _moved_to_utc(item) for name, item in value.items()}
    return tuple(map(_moved_to_utc, value)) if isinstance(value, tuple) else value
