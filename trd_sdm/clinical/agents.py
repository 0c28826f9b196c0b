"""The agent table: what a drug is called, its class, and what dose and time count as a fair trial."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, model_validator

from trd_sdm.clinical.sourced import Basis, Name, Sources
from trd_sdm.evidence.base import Frozen, FrozenDict, Key, Number, Text

Role = Literal["antidepressant", "augmentation"]
How = Literal["name", "brand", "start", "part", "near"]
Range = Annotated[tuple[Number, Number], Field(description="Usual daily dose, low and high end.")]
Dose = Annotated[float, Field(strict=True, gt=0, le=1e5, allow_inf_nan=False)]
Weeks = Annotated[float, Field(strict=True, ge=0, le=5200, allow_inf_nan=False)]


class Brand(Frozen):
    """A brand name, and where it was read."""

    name: Name
    source: Key


class AgentUse(Frozen):
    """What counts as a fair trial of an agent in one role.

    `min_daily_dose` is a proxy: the low end of an approved range, not a rating-form value. Nothing
    stands where no source gives a figure.
    """

    role: Role
    unit: Name
    min_daily_dose: Dose | None = None
    max_daily_dose: Dose | None = None
    dose_basis: Basis | None = None
    other_ranges: FrozenDict[Range] = Field(default={}, validate_default=True)
    min_weeks: Weeks | None = None
    cautious_weeks: Weeks | None = None
    weeks_basis: Basis | None = None
    sources: Annotated[Sources, Field(min_length=1)]
    note: Text | None = None

    @model_validator(mode="after")
    def _whole(self) -> AgentUse:
        if (self.min_daily_dose is None) != (self.dose_basis is None):
            raise ValueError("a dose needs its dose_basis, and a dose_basis its dose")
        if (self.min_weeks is None) != (self.weeks_basis is None):
            raise ValueError("weeks need their weeks_basis, and a weeks_basis its weeks")
        if (self.min_weeks is None) != (self.cautious_weeks is None):
            raise ValueError("min_weeks and cautious_weeks stand together")
        if self.min_weeks is not None and self.cautious_weeks is not None and self.cautious_weeks < self.min_weeks:
            raise ValueError("cautious_weeks is less than min_weeks")
        if self.min_daily_dose is not None and (self.max_daily_dose or self.min_daily_dose) < self.min_daily_dose:
            raise ValueError("max_daily_dose is less than min_daily_dose")
        return self

    @property
    def cautious_daily_dose(self) -> float | None:
        """Highest low end of all lists read; nothing where the main table gives none."""
        if self.min_daily_dose is None:
            return None
        return max(self.min_daily_dose, *(low for low, _ in self.other_ranges.values()), 0.0)


class Agent(Frozen):
    """One drug of the table."""

    name: Name
    also: Annotated[tuple[Name, ...], Field(max_length=10)] = ()
    brands: Annotated[tuple[Brand, ...], Field(max_length=20)] = ()
    agent_class: Annotated[Key, Field(alias="class")]
    uses: Annotated[tuple[AgentUse, ...], Field(min_length=1, max_length=2)]

    @model_validator(mode="after")
    def _one_use_a_role(self) -> Agent:
        roles = [use.role for use in self.uses]
        if len(set(roles)) < len(roles):
            raise ValueError("a role stands here twice")
        return self

    def use(self, role: Role) -> AgentUse | None:
        """Give what counts as a fair trial in a role; nothing where the table does not know that role."""
        return next((use for use in self.uses if use.role == role), None)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way it is called, its own name first."""
        return (self.name, *self.also, *(brand.name for brand in self.brands))


@dataclass(frozen=True, slots=True)
class Hit:
    """One agent found by a search: its id, the name that matched, and how."""

    agent: str
    matched: str
    how: How


class AgentTable(Frozen):
    """``agents.yaml``: every agent by its id."""

    agents: Annotated[FrozenDict[Agent], Field(min_length=1)]

    @model_validator(mode="after")
    def _one_meaning_a_name(self) -> AgentTable:
        seen: dict[str, str] = {}
        for key, agent in self.agents.items():
            for spelling in {plain(key), *map(plain, agent.spellings)}:
                if seen.setdefault(spelling, key) != key:
                    raise ValueError(f"{spelling} names both {seen[spelling]} and {key}")
        return self

    def find(self, text: str | None) -> str | None:
        """Give the id of the agent called so, by generic or brand name; case and accents do not matter.

        A near miss finds nothing: two drugs may differ by a letter. `search` offers near misses.
        """
        wanted = plain(text or "")
        for key, agent in self.agents.items():
            if wanted and wanted in {plain(key), *map(plain, agent.spellings)}:
                return key
        return None

    def search(self, text: str, limit: int = 8) -> tuple[Hit, ...]:
        """Give agents that fit what was typed, closest first.

        Parameters
        ----------
        text : str
            Any part of a generic or brand name, with small slips.
        limit : int
            Most hits given.

        Returns
        -------
        tuple of Hit
            Whole names first, then beginnings, then parts, then near misses (`how` is ``near``), which
            a page offers as "did you mean".
        """
        wanted = plain(text)
        if not wanted:
            return ()
        found: list[tuple[int, int, str, Hit]] = []
        for key, agent in self.agents.items():
            ranked = [_rank(wanted, spelling, spelling in _brands(agent)) for spelling in agent.spellings]
            ranks = [rank for rank in ranked if rank is not None]
            if ranks:
                place, slips, spelling, how = min(ranks)
                found.append((place, slips, key, Hit(key, spelling, how)))
        near_only = [hit for *_, hit in sorted(found, key=lambda item: item[:3]) if hit.how == "near"]
        sure = [hit for *_, hit in sorted(found, key=lambda item: item[:3]) if hit.how != "near"]
        return tuple((sure or near_only)[:limit])

    def did_you_mean(self, text: str) -> str | None:
        """Give the one name that was perhaps meant, where nothing is called so."""
        hits = self.search(text, 1)
        return hits[0].matched if hits and self.find(text) is None and hits[0].how == "near" else None


def plain(text: str) -> str:
    """Give a name without case, accents, hyphens and doubled spaces.

    Examples
    --------
    >>> plain("  Séroquel-XR ")
    'seroquel xr'
    """
    letters = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.split(r"[\W_]+", letters)).strip()


def _brands(agent: Agent) -> frozenset[str]:
    return frozenset(brand.name for brand in agent.brands)


def _rank(wanted: str, spelling: str, is_brand: bool) -> tuple[int, int, str, How] | None:  # noqa: FBT001
    name = plain(spelling)
    if name == wanted:
        return 0, 0, spelling, "brand" if is_brand else "name"
    if name.startswith(wanted):
        return 1, 0, spelling, "start"
    if len(wanted) >= 3 and wanted in name:
        return 2, 0, spelling, "part"
    allowed = 0 if len(wanted) < 4 else 1 if len(wanted) < 8 else 2
    slips = distance(wanted, name, allowed)
    return (3, slips, spelling, "near") if slips is not None and allowed else None


def distance(one: str, other: str, most: int) -> int | None:
    """Count letters changed, added, dropped or swapped with their neighbour; nothing beyond `most`.

    Examples
    --------
    >>> distance("sertaline", "sertraline", 2), distance("lithium", "liothyronine", 2)
    (1, None)
    """
    if abs(len(one) - len(other)) > most:
        return None
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before_last, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
    return row[-1] if row[-1] <= most else None
