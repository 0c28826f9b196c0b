"""Options side by side: the same sections for each, of about the same length, in plain text before any HTML.

One section is opened for all options at once, so that like stands beside like and nobody has to read more of one
option than of another. Staying is an option like any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trd_sdm.present import sources, tables
from trd_sdm.present.families import family
from trd_sdm.present.standings import Shown
from trd_sdm.present.text_sources import text_sources

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.evidence.option import OptionText
    from trd_sdm.present.sources import Link

HAPPENS = {"before": "Before", "during": "During", "after": "After"}
SIDES = {"upsides": "Upsides", "downsides": "Downsides"}
WHO = {"worth_raising_if": "Worth raising if", "think_twice_if": "Think twice if"}


@dataclass(frozen=True)
class Part:
    """A heading with its lines; the heading may be empty."""

    head: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """What one section says of one option."""

    option: str
    parts: tuple[Part, ...]
    links: tuple[Link, ...]
    judged: bool


@dataclass(frozen=True)
class Section:
    """One section for all options."""

    key: str
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Head:
    """What stands at the top of an option's column."""

    option: str
    name: str
    short: str
    family: str
    note: str
    standing: Shown | None


SECTIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "what": ("What it is", ("what_it_is",)),
    "sides": ("Upsides and downsides", tuple(SIDES)),
    "happens": ("Before, during and after", tuple(HAPPENS)),
    "who": ("Who should think twice", tuple(WHO)),
    "ask": ("Questions to ask", ("questions",)),
}
"""By key, a section's title and the parts of the text it holds."""

_HEADS = HAPPENS | SIDES | WHO


def heads(library: Library, options: Sequence[str], standings: Mapping[str, Shown]) -> tuple[Head, ...]:
    """Give the tops of the columns, in the order given."""
    return tuple(
        Head(
            option=key,
            name=library.options[key].text.name,
            short=library.options[key].short_name,
            family=family(library.options[key]),
            note=library.options[key].do_not_rank or "",
            standing=standings.get(key),
        )
        for key in options
    )


def sections(library: Library, options: Sequence[str]) -> tuple[tuple[Section, ...], tuple[Link, ...]]:
    """Give every section for the options, and the numbered sources behind their figures."""
    behind = {
        (key, option): text_sources(library, option, parts)
        for key, (_, parts) in SECTIONS.items()
        for option in options
    }
    links = sources.linked((source for found in behind.values() for source in found.sources), library.bibliography)
    made = tuple(
        Section(
            key,
            title,
            tuple(
                Cell(
                    option,
                    _parts(library.options[option].text, parts),
                    tuple(links[source] for source in behind[key, option].sources),
                    behind[key, option].judged,
                )
                for option in options
            ),
        )
        for key, (title, parts) in SECTIONS.items()
    )
    return made, tuple(links.values())


def _parts(text: OptionText, names: Sequence[str]) -> tuple[Part, ...]:
    held = []
    for name in names:
        value = getattr(text, name)
        held.append(Part(_HEADS.get(name, ""), (value,) if isinstance(value, str) else tuple(value)))
    return tuple(held)


def card_html(
    library: Library,
    options: Sequence[str],
    standings: Mapping[str, Shown],
    *,
    prefix: str = "trd-card",
    opened: Sequence[str] = ("what",),
) -> str:
    """Give the options side by side as HTML.

    Parameters
    ----------
    library : Library
    options : sequence of str
        One to four ids, in the record's fixed order.
    standings : mapping of str to Shown
        By option, where the safety rules stand; an option without one says that safety was not looked at.
    prefix : str
        Start of the element ids.
    opened : sequence of str
        Keys of the sections that are open at first.
    """
    made, links = sections(library, options)
    return tables.render(
        "cards.html.j2",
        heads=heads(library, options, standings),
        sections=made,
        links=links,
        prefix=prefix,
        opened=opened,
    )


def card_css() -> str:
    """Give the style sheet of the cards; colours and sizes come from ``theme.css_variables``."""
    return tables.style("cards.css")
