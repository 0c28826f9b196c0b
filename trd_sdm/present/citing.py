"""Sources as they are met: each gets its number once, and stands one click away from its sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from trd_sdm.present.sources import Link, link_to
from trd_sdm.present.tables import render

if TYPE_CHECKING:
    from trd_sdm.clinical.safety_rules import SafetyRules
    from trd_sdm.evidence.source import Source

BASIS = {"stated": "Stated", "inferred": "Inferred"}
BASIS_WHY = "Stated: a source says so. Inferred: we drew it from the sources, or no source was found."


class Shelf:
    """The sources of one screen.

    Parameters
    ----------
    make : callable
        From an id and a number, the link to show.
    """

    def __init__(self, make: Callable[[str, int], Link]) -> None:
        self._make = make
        self._held: dict[str, Link] = {}

    @classmethod
    def of(cls, bibliography: Mapping[str, Source]) -> Shelf:
        """Make the shelf of a bibliography."""
        return cls(lambda key, number: link_to(bibliography[key], number))

    @classmethod
    def of_rules(cls, rules: SafetyRules) -> Shelf:
        """Make the shelf of the safety rules, which keep sources of their own."""
        from trd_sdm.present.disclaimer import day_words

        def make(key: str, number: int) -> Link:
            source = rules.sources[key]
            href = f"https://doi.org/{source.doi}" if source.doi else source.url or ""
            read = day_words(rules.compiled)
            return Link(number, key, source.citation, source.citation, href, read, source.tier != "A")

        return cls(make)

    def __call__(self, keys: Iterable[str]) -> tuple[Link, ...]:
        """Give the links of some sources; one not met before gets the next number."""
        for key in keys:
            if key not in self._held:
                self._held[key] = self._make(key, len(self._held) + 1)
        return tuple(self._held[key] for key in keys)

    @property
    def links(self) -> tuple[Link, ...]:
        """Every source met so far, by number."""
        return tuple(self._held.values())


def source_list(shelf: Shelf) -> str:
    """Give the numbered list of what was cited, closed until it is wanted."""
    return render("review/sources.html.j2", links=shelf.links, basis_why=BASIS_WHY)
