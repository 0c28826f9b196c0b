"""Numbered links to where numbers come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from trd_sdm.present.disclaimer import day_words

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.evidence.source import Source


@dataclass(frozen=True)
class Link:
    """One source as it is shown.

    Parameters
    ----------
    number : int
        Its number on this page, from 1.
    id : str
        Its id in the bibliography.
    citation : str
        One line.
    title : str
        Title of the work.
    href : str
        Address of the DOI, or else of its place in PubMed or of the page that was read.
    read : str
        Day it was read, in words.
    secondary : bool
        Whether a summary was read and not the paper itself.
    """

    number: int
    id: str
    citation: str
    title: str
    href: str
    read: str
    secondary: bool

    @property
    def hint(self) -> str:
        """What hovering tells."""
        return f"{self.title} (read {self.read})"


def address(source: Source) -> str:
    """Give the address to open: the DOI where there is one, else its place in PubMed, else the page that was read.

    A paper may have been read through a copy or a translation; whoever looks it up is led to the paper itself. Of a
    summary the page that was read is what counts.

    Raises
    ------
    ValueError
        If the page is neither https nor http: nothing else becomes a link.
    """
    if source.DOI:
        return f"https://doi.org/{quote(source.DOI, safe='/')}"
    if source.PMID and source.PMID.isdecimal() and not source.is_secondary:
        return f"https://pubmed.ncbi.nlm.nih.gov/{source.PMID}/"
    if not source.URL.lower().startswith(("https://", "http://")):
        raise ValueError(f"{source.id} has an address that cannot be a link: {source.URL!r}.")
    return source.URL


def read_words(parts: Sequence[int]) -> str:
    """Write a date given as year, or year and month, or year, month and day.

    Examples
    --------
    >>> read_words((2026, 11, 23)), read_words((2026, 11)), read_words((2026,))
    ('23 November 2026', 'November 2026', '2026')
    """
    year, *rest = parts
    if not rest:
        return str(year)
    day = dt.date(year, rest[0], rest[1] if len(rest) > 1 else 1)
    return day_words(day) if len(rest) > 1 else f"{day:%B %Y}"


def numbered(library: Library, options: Iterable[str], criteria: Iterable[str]) -> dict[str, Link]:
    """Give the sources behind the cells shown, numbered in the order in which a reader meets them.

    Parameters
    ----------
    library : Library
    options, criteria : iterable of str
        What is shown, in its order.

    Returns
    -------
    dict
        By source id.
    """
    shown = list(criteria)
    met: dict[str, None] = {}
    for option in options:
        for criterion in shown:
            met |= dict.fromkeys(library.estimate(option, criterion).sources)
    return linked(met, library.bibliography)


def linked(keys: Iterable[str], bibliography: Mapping[str, Source]) -> dict[str, Link]:
    """Give the links of sources by id, each once, numbered in the order given."""
    return {key: link_to(bibliography[key], number) for number, key in enumerate(dict.fromkeys(keys), start=1)}


def link_to(source: Source, number: int) -> Link:
    """Give one source as it is shown, under its number."""
    return Link(
        number=number,
        id=source.id,
        citation=source.citation,
        title=source.title,
        href=address(source),
        read=read_words(source.accessed.date_parts[0]),
        secondary=source.is_secondary,
    )
