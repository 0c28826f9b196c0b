"""From the name of a drug to the groups it belongs to; what is not known to belong may still belong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from trd_sdm.clinical.conditions_truth import Truth
from trd_sdm.evidence.base import Frozen, FrozenDict, Key, Text

_DOSE = re.compile(r"\s+\d+([.,]\d+)?\s*(mg|mcg|ug|µg|g)?(\s*(/|a|per)\s*(d|day|24 ?h)|\s+daily)?$")
_LINKS = str.maketrans({"_": " ", "-": " ", "'": None, "\u2019": None})


def plain_name(text: str) -> str:
    """Give a name as it is compared: small letters, one space, no dose behind it.

    Examples
    --------
    >>> plain_name("  Venlafaxine-XR 75 mg daily"), plain_name("St John's wort")
    ('venlafaxine xr', 'st johns wort')
    """
    folded = " ".join(text.casefold().translate(_LINKS).split())
    return _DOSE.sub("", folded)


class DrugClass(Frozen):
    """A group of drugs.

    Parameters
    ----------
    members : str
        ``closed``: a listed drug that does not name this group is not in it. ``open``: it may still be,
        since nobody checked every drug.
    part_of : tuple of str
        Groups that hold the whole of this one.
    """

    name: Text
    plain: Text
    members: Literal["closed", "open"]
    aliases: tuple[Text, ...] = ()
    part_of: tuple[Key, ...] = ()


class Drug(Frozen):
    """A drug by its generic name, the groups it is in, other names, and other drugs it holds."""

    classes: tuple[Key, ...]
    names: tuple[Text, ...] = ()
    holds: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a name stands for: a drug, a group, or nothing known.

    Parameters
    ----------
    name : str
        As given.
    key : str or None
        Id of the drug or group; nothing where the name is not known.
    """

    name: str
    key: str | None


class DrugClasses(Frozen):
    """Every drug and group the rules speak of."""

    classes: Annotated[FrozenDict[DrugClass], Field(min_length=1)]
    drugs: Annotated[FrozenDict[Drug], Field(min_length=1)]

    def names(self) -> Iterator[tuple[str, str]]:
        """Give every name with the id it stands for."""
        for key, group in self.classes.items():
            yield from ((plain_name(name), key) for name in (key, group.name, *group.aliases))
        for key, drug in self.drugs.items():
            yield from ((plain_name(name), key) for name in (key, *drug.names))

    @cached_property
    def _index(self) -> Mapping[str, str]:
        return dict(self.names())

    @cached_property
    def _closure(self) -> Mapping[str, frozenset[str]]:
        return {key: frozenset(self._above(key, set())) for key in (*self.classes, *self.drugs)}

    def _above(self, key: str, seen: set[str]) -> set[str]:
        if key not in seen:
            seen.add(key)
            drug, group = self.drugs.get(key), self.classes.get(key)
            for other in (*drug.classes, *drug.holds) if drug else group.part_of if group else ():
                self._above(other, seen)
        return seen

    @property
    def ids(self) -> tuple[str, ...]:
        """Every group and every drug."""
        return (*self.classes, *self.drugs)

    def __contains__(self, key: object) -> bool:
        return key in self.classes or key in self.drugs

    def resolve(self, name: str) -> Resolved:
        """Find what a name stands for, by generic name, brand name or group."""
        return Resolved(name, self._index.get(plain_name(name)))

    def groups_of(self, key: str) -> frozenset[str]:
        """Give a drug or group with everything it belongs to."""
        return self._closure[key]

    def belongs(self, key: str | None, term: str) -> Truth:
        """Say whether a resolved drug or group belongs to a drug or group.

        A name nobody knows may belong to anything. A group may hold the drug asked for, or not.
        """
        if key is None:
            return Truth.UNKNOWN
        if term in self._closure[key]:
            return Truth.TRUE
        is_open = term in self.classes and self.classes[term].members == "open"
        if key in self.drugs:
            return Truth.UNKNOWN if is_open else Truth.FALSE
        if is_open or key in self._closure[term]:
            return Truth.UNKNOWN
        shared = any({key, term} <= self._closure[drug] for drug in self.drugs)
        return Truth.UNKNOWN if shared else Truth.FALSE

    def words(self, key: str) -> str:
        """Give a drug or group in plain words, for the middle of a sentence."""
        return self.classes[key].plain if key in self.classes else key.replace("_", " ")
