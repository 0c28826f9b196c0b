"""One thing wrong inside one cell, and the register of the checks that find such things."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from trd_sdm.evidence.assumptions import Baseline
from trd_sdm.evidence.criterion import CriterionEntry
from trd_sdm.evidence.estimate import Cell
from trd_sdm.evidence.faults import shown


@dataclass(frozen=True, slots=True)
class Issue:
    """A fault inside one cell, its path relative to the cell."""

    path: tuple[str | int, ...]
    message: str
    found: Any = None
    allowed: str = ""

    @property
    def shown(self) -> str:
        """What is there, shortened."""
        return shown(self.found)


class Context(Protocol):
    """What a cell is checked against; a `Library` is one."""

    @property
    def bibliography(self) -> Mapping[str, Any]: ...  # noqa: D102

    @property
    def findings(self) -> Mapping[str, Any]: ...  # noqa: D102

    @property
    def options(self) -> Mapping[str, Any]: ...  # noqa: D102

    @property
    def baseline(self) -> Baseline: ...  # noqa: D102


Check = Callable[[Cell, CriterionEntry, Context], Iterator[Issue]]
CHECKS: list[tuple[frozenset[str], Check]] = []


def needs(*entries: str) -> Callable[[Check], Check]:
    """Register a check that looks at these entries of a cell."""

    def keep(check: Check) -> Check:
        CHECKS.append((frozenset(entries), check))
        return check

    return keep
