"""What stands on a page beside the record: drafts of entries not yet kept, and ways of looking at a picture.

The tab keeps it with the record, so that a page loaded again shows it; no file and no server does. See
docs/decisions/2026-11-27-drafts.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import traitlets

from trd_sdm.app.parts import InputPart

ASIDE = "aside."
"""What the keys of such answers begin with."""


@dataclass(frozen=True, slots=True)
class Aside:
    """What stands beside each conversation of a page, by the conversation's seed and the answer's key.

    Examples
    --------
    >>> aside = Aside().put(7, "aside.point.week", 6).put(7, "aside.burden", "memory")
    >>> aside.of(7, "aside.point."), aside.of(8), aside.drop(7, "aside.point.").of(7)
    ({'week': 6}, {}, {'burden': 'memory'})
    """

    held: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)

    def of(self, seed: int, head: str = ASIDE) -> dict[str, Any]:
        """Give what stands there, by what follows a head in its key."""
        return {key.removeprefix(head): value for key, value in self.held.get(seed, {}).items() if key.startswith(head)}

    def put(self, seed: int, key: str, value: Any) -> Aside:
        """Put one thing there."""
        return Aside({**self.held, seed: {**self.held.get(seed, {}), key: value}})

    def drop(self, seed: int, head: str) -> Aside:
        """Take away all whose key begins with a head: it was kept, or is not wanted."""
        rest = {key: value for key, value in self.held.get(seed, {}).items() if not key.startswith(head)}
        return Aside({**self.held, seed: rest})

    def to_json(self, seed: int) -> str:
        """Give what stands beside one conversation as text for the tab."""
        return json.dumps(self.held.get(seed, {}))

    def from_json(self, seed: int, text: str | None) -> Aside:
        """Take back what the tab kept; what is not of this shape is left out."""
        try:
            held = json.loads(text or "{}")
        except ValueError:
            return self
        if not isinstance(held, dict):
            return self
        kept = {key: value for key, value in held.items() if key.startswith(ASIDE)}
        return Aside({**self.held, seed: kept})


def show_draft(parts: Mapping[str, InputPart], draft: Mapping[str, Any]) -> None:
    """Show a draft in the fields of its form; what a field no longer takes leaves it empty."""
    for name, part in parts.items():
        try:
            part.value = draft.get(name)
        except traitlets.TraitError:
            part.value = None
