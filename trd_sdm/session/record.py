"""The record: the saved state of one conversation, as a frozen value.

Every change gives a new record, so undo is a list of values and a saved file is always whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    field_validator,
    model_validator,
)

SCHEMA_VERSION: Literal[1] = 1
STAY = "stay_optimise"
DEFAULT_DRAWS = 4096
MAX_DRAWS = 100_000

Mode = Literal["teaching", "session"]
Role = Literal["patient", "clinician"]
Order = Literal["fixed", "fit"]
Step = Literal["options", "criteria", "weigh", "numbers"]
ROLES: tuple[Role, ...] = get_args(Role)
STEPS: tuple[Step, ...] = get_args(Step)

Points = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]


PointsByCriterion = Annotated[
    dict[Identifier, Points],
    AfterValidator(MappingProxyType),
    PlainSerializer(dict, return_type=dict[str, float]),
]


class Weights(BaseModel):
    """Swing points of each role, by criterion; the two are never mixed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    patient: PointsByCriterion = Field(default={}, validate_default=True)
    clinician: PointsByCriterion = Field(default={}, validate_default=True)

    def of(self, role: Role) -> Mapping[str, float]:
        """Give the points of one role, by criterion; a criterion not rated is left out."""
        points: Mapping[str, float] = getattr(self, role)
        return points


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
    whose, order, step : str
        What the pair was looking at: whose weights, options as listed or by fit, and which step.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1] = 1
    mode: Mode = "teaching"
    library_version: Annotated[str, Field(min_length=1, max_length=64)]
    seed: Annotated[int, Field(ge=0, lt=2**32)] = 0
    draws: Annotated[int, Field(ge=100, le=MAX_DRAWS)] = DEFAULT_DRAWS
    widen_by_certainty: bool = True
    shortlist: Annotated[tuple[Identifier, ...], Field(max_length=64)] = (STAY,)
    criteria: Annotated[tuple[Identifier, ...], Field(max_length=64)] = ()
    weights: Weights = Field(default_factory=Weights)
    whose: Role = "patient"
    order: Order = "fixed"
    step: Step = "options"

    @field_validator("shortlist", "criteria")
    @classmethod
    def _no_repeats(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        repeated = sorted({item for item in value if value.count(item) > 1})
        if repeated:
            raise ValueError(f"{', '.join(repeated)} stands here more than once; each may stand once")
        return value

    @model_validator(mode="after")
    def _consistent(self) -> Record:
        if STAY not in self.shortlist:
            raise ValueError(f"the shortlist must hold {STAY}: staying is always on the table")
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
        return Record.model_validate({**self.model_dump(), **changes})

    def with_criteria(self, criteria: tuple[str, ...]) -> Record:
        """Pick other criteria; points of the ones that stay are kept."""
        kept = {
            role: {name: value for name, value in self.weights.of(role).items() if name in criteria} for role in ROLES
        }
        return self.with_(criteria=criteria, weights=kept)

    def with_points(self, role: Role, criterion: str, points: float | None) -> Record:
        """Rate one criterion for one role, or take the rating back with None."""
        changed = {name: dict(self.weights.of(name)) for name in ROLES}
        if points is None:
            changed[role].pop(criterion, None)
        else:
            changed[role][criterion] = points
        return self.with_(weights=changed)

    def to_json(self) -> str:
        """Give the record as JSON text that `read_record` reads back to an equal record."""
        return self.model_dump_json(indent=1) + "\n"
