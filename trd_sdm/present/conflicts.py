"""Trials that set two options side by side and disagree: both are shown, and never an average of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from trd_sdm.present import sources
from trd_sdm.present.sources import Link

if TYPE_CHECKING:
    from trd_sdm.evidence import Library

HEAD = "Trials do not agree"


@dataclass(frozen=True)
class Conflict:
    """A disagreement between trials.

    Parameters
    ----------
    criterion : str
        Plain name of what was compared.
    sides : tuple of (str, str)
        Name of the option a side favours, and what was found.
    links : tuple of Link
        Sources of both sides.
    """

    criterion: str
    sides: tuple[tuple[str, str], ...]
    links: tuple[Link, ...]


def conflicts(library: Library, options: Sequence[str], criteria: Iterable[str]) -> tuple[Conflict, ...]:
    """Give the disagreements between options that stand on the table together, each once.

    Parameters
    ----------
    library : Library
    options : sequence of str
        Ids, in the order shown; sides come in this order.
    criteria : iterable of str
        Ids.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> found = conflicts(load_library(), ("iv_ketamine", "stay_optimise", "ect"), ["response"])
    >>> [name for name, _ in found[0].sides]
    ['Ketamine drip', 'ECT']
    """
    made: list[Conflict] = []
    for criterion in criteria:
        seen: set[frozenset[str]] = set()
        for option in options:
            held = library.estimate(option, criterion).head_to_head
            pair = frozenset({option, held.versus}) if held else frozenset()
            if held is None or held.versus not in options or pair in seen:
                continue
            seen.add(pair)
            keys = [library.findings[finding].source for finding in held.evidence]
            made.append(
                Conflict(
                    criterion=library.criteria[criterion].plain,
                    sides=tuple((library.options[o].short_name, held.favours[o]) for o in options if o in held.favours),
                    links=tuple(sources.linked(keys, library.bibliography).values()),
                )
            )
    return tuple(made)


def conflict_html(found: Sequence[Conflict]) -> str:
    """Give the disagreements as HTML, both sides beside each other; empty where there is none."""
    side = Markup("<div><dt>In favour of: {}</dt><dd>{}</dd></div>")
    link = Markup(
        '<li><a href="{}" target="_blank" rel="noopener noreferrer" title="{}">{}'
        '<span class="trd-hidden"> (opens a new tab)</span></a></li>'
    )
    return "".join(
        Markup(
            '<aside class="trd-aside trd-conflict"><h4>{}: {}</h4><p>So we show both sides, and no average.</p>'
            '<dl>{}</dl><details class="trd-why"><summary>Sources of both sides</summary><ul>{}</ul></details></aside>'
        ).format(
            HEAD,
            one.criterion,
            Markup("").join(side.format(name, told) for name, told in one.sides),
            Markup("").join(link.format(each.href, each.hint, each.citation) for each in one.links),
        )
        for one in found
    )
