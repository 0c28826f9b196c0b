"""The swing points each of the two gives, by criterion."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer

from trd_sdm.session.values import Role

Whose = Literal["patient", "clinician", "shared"]
"""Whose weights the picture shows; ``shared`` is the mean of both, over what both rated."""
ROLES: tuple[Role, ...] = get_args(Role)
WHOSE: tuple[Whose, ...] = get_args(Whose)

Points = Annotated[float, Field(strict=True, ge=0, le=100, allow_inf_nan=False)]
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

    def of(self, whose: Whose) -> Mapping[str, float]:
        """Give the points of one role, by criterion; a criterion not rated is left out.

        The shared points lie halfway between both, for what both rated.
        """
        if whose == "shared":
            return {
                name: (points + self.clinician[name]) / 2
                for name, points in self.patient.items()
                if name in self.clinician
            }
        points: Mapping[str, float] = getattr(self, whose)
        return points
