"""What matters to each of the two: how sure they are, their own concerns, trade-offs, local facts, and leanings."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from trd_sdm.clinical.days import NamedDay
from trd_sdm.clinical.sourced import Answer, Note
from trd_sdm.evidence.base import Frozen, FrozenDict, Key, Number, Whole

CONCERNS_AT_MOST = 3
TRADEOFFS_AT_MOST = 20
OWN = "own_"
NOT_SURE = "not_sure"

Role = Literal["patient", "clinician"]
Sureness = Literal["exact", "about", "order"]
"""How a person means the points: just so, about right, or only their order."""

OwnId = Annotated[str, Field(strict=True, pattern=r"^own_[1-9]$", description="Such as own_1.")]
Cost = Annotated[Number, Field(ge=0, le=1_000_000)]
Rating = Annotated[Whole, Field(ge=0, le=10)]
Leaning = Annotated[str, Field(strict=True, pattern=r"^[a-z][a-z0-9_]{0,63}$")]
"""An option's id, or ``not_sure``."""


def is_own(criterion: str) -> bool:
    """Say whether a criterion is a concern the pair added themselves."""
    return criterion.startswith(OWN)


def _one_line(text: str) -> str:
    if not text.strip() or not text.isprintable():
        raise ValueError("one line of printable text is needed")
    return " ".join(text.split())


class OwnConcern(Frozen):
    """Something that matters here and is not among the cards.

    Parameters
    ----------
    id : str
        ``own_1`` to ``own_9``; it stands among the criteria like any other.
    text : str
        In the person's words.
    ratings : mapping
        By option, how well it does on this, from 0 (worst) to 10 (best); both rate it together. An option
        without a rating is not rated, which is shown as no good data.
    """

    id: OwnId
    text: Annotated[str, Field(strict=True, min_length=1, max_length=40), AfterValidator(_one_line)]
    ratings: FrozenDict[Rating] = Field(default={}, validate_default=True, max_length=64)


class TradeOff(Frozen):
    """One forced choice between two improvements, and what was chosen.

    Parameters
    ----------
    role : str
        Who answered.
    first, second : str
        Two criteria.
    first_from, first_to, second_from, second_to : float
        The two improvements, in the criteria's units; all else stays equal.
    prefers : str
        Which improvement is worth more: ``first``, ``second``, or ``same``.
    """

    role: Role
    first: Key
    first_from: Number
    first_to: Number
    second: Key
    second_from: Number
    second_to: Number
    prefers: Literal["first", "second", "same"]

    @model_validator(mode="after")
    def _two_improvements(self) -> TradeOff:
        if self.first == self.second:
            raise ValueError("a trade-off is between two different things")
        if self.first_from == self.first_to or self.second_from == self.second_to:
            raise ValueError("a trade-off needs something to gain on both sides")
        return self


class SurenessOfRoles(Frozen):
    """How sure each of them is of their points."""

    patient: Sureness = "about"
    clinician: Sureness = "about"


class LocalFacts(Frozen):
    """What one option takes here: filled in per clinic or per visit; nothing where it was not filled in.

    Parameters
    ----------
    waiting_weeks : float, optional
        Weeks until it can start.
    travel_minutes : float, optional
        Minutes to get there, one way.
    cost : float, optional
        What the person pays a month, in the local money.
    escort : str
        Whether somebody can come along and take the person home.
    days_off : float, optional
        Days off work that are possible in the first eight weeks.
    """

    waiting_weeks: Annotated[Number, Field(ge=0, le=260)] | None = None
    travel_minutes: Annotated[Number, Field(ge=0, le=1440)] | None = None
    cost: Cost | None = None
    escort: Answer = "unknown"
    days_off: Annotated[Number, Field(ge=0, le=60)] | None = None


class Clinic(Frozen):
    """What a clinic says of itself, from its own file; see `trd_sdm.session.clinic`.

    Parameters
    ----------
    name : str, optional
    as_of : date, optional
        The day its facts were true.
    money : str, optional
        Its currency, as it writes it.
    cost_tiers : three numbers, optional
        Up to which cost a month a person pays little, some, and much; what lies above is very much.
    """

    name: Annotated[str, Field(strict=True, min_length=1, max_length=80), AfterValidator(_one_line)] | None = None
    as_of: NamedDay | None = None
    money: Annotated[str, Field(strict=True, min_length=1, max_length=12), AfterValidator(_one_line)] | None = None
    cost_tiers: tuple[Cost, Cost, Cost] | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Clinic:
        if self.cost_tiers and list(self.cost_tiers) != sorted(set(self.cost_tiers)):
            raise ValueError("the three costs must rise")
        return self


class Leanings(Frozen):
    """Where each of them leaned first, and now; an option's id, or ``not_sure``."""

    first: Leaning | None = None
    now: Leaning | None = None
    disagrees: Note | None = None
    """Why the person sees it otherwise than the picture."""


class Choice(Frozen):
    """What was decided.

    Parameters
    ----------
    option : str, optional
        An option's id, or ``not_today``; nothing while nothing was decided.
    why : str, optional
        In the person's words.
    together : str
        Whether both agree.
    """

    option: Annotated[str, Field(strict=True, pattern=r"^[a-z][a-z0-9_]{0,63}$")] | None = None
    why: Note | None = None
    together: Answer = "unknown"
