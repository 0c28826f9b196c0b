"""What options differ on: one criterion, its unit and the fixed range on which it is weighed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from trd_sdm.evidence.base import Frozen, Key, Number, Text

Group = Literal["benefit", "harms", "load", "access", "own"]
"""``own`` holds what a person added in a conversation; no file has it."""
Kind = Literal["chance", "weeks", "band", "hours", "days", "yes_no", "contacts", "tier", "rating"]
"""``rating`` is 0 to 10, rated by the pair; no file has it."""
Direction = Literal["higher_better", "lower_better", "no_better"]
BANDED: frozenset[str] = frozenset({"band", "tier", "yes_no"})


class CriterionEntry(Frozen):
    """A criterion as it stands in ``criteria.yaml``, where its place names it.

    `worst` and `best` fix the scale that weights refer to and never follow the options on the table;
    draws may leave them and are then extended, not clipped. `plausible_low` and `plausible_high` bound
    what may be stored. Yes/no criteria are 1 for yes and 0 for no.
    """

    name: Text
    plain: Annotated[Text, Field(max_length=40, description="Label for patients, five words at most.")]
    group: Group
    kind: Kind
    unit: Text
    direction: Direction
    definition: Text
    swing_question: Text
    worst: Number
    best: Number
    plausible_low: Number
    plausible_high: Number
    rationale: Text | None = Field(
        default=None, description="How worst and best were chosen, where the definition does not say."
    )
    not_counted_here: Text
    bands: tuple[Text, ...] = Field(
        default=(), description="Plain label of each step of an ordinal scale, from its lowest step up."
    )
    avoid_double_weighting: tuple[Key, ...] = Field(
        default=(), description="Criteria that say partly the same thing: picking both deserves a gentle notice."
    )
    derived_from: tuple[Key, ...] = Field(
        default=(),
        description="Criteria this one is computed from, draw by draw; such a criterion has no stored cells.",
    )


class Criterion(CriterionEntry):
    """One thing the options differ on."""

    id: Key

    @property
    def is_per_100(self) -> bool:
        """Whether it is a chance, in people per 100."""
        return self.kind == "chance"

    @property
    def is_derived(self) -> bool:
        """Whether it is computed from other criteria instead of stored."""
        return bool(self.derived_from)

    @property
    def first_band(self) -> int:
        """Number of the lowest step of an ordinal scale: 1 for tiers, otherwise 0."""
        return int(self.plausible_low)

    def band_label(self, band: float) -> str:
        """Give the plain label of one step.

        Raises
        ------
        ValueError
            If the criterion has no steps, or not this one.
        """
        place = round(band) - self.first_band
        if not 0 <= place < len(self.bands) or place + self.first_band != band:
            raise ValueError(f"{self.id} has no band {band:g}")
        return self.bands[place]
