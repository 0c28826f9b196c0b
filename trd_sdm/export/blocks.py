"""What a page is made of, before anybody decides whether it becomes paper or HTML. All texts are plain."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph; `strong` for what must not be missed, `quiet` for what explains."""

    text: str
    tone: Literal["plain", "strong", "quiet", "own"] = "plain"
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[str, ...]
    kind: Literal["items"] = "items"


@dataclass(frozen=True, slots=True)
class Pairs:
    """Names, each with what is said of it; an empty answer leaves room to write one in by hand."""

    pairs: tuple[tuple[str, str], ...]
    kind: Literal["pairs"] = "pairs"


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first column names the rows; `widths` are shares of the line, `name` stands for a caption."""

    caption: str
    head: Row
    rows: tuple[Row, ...]
    widths: tuple[int, ...]
    name: str = ""
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with the words that stand for it; `name` finds its place on an interactive page."""

    name: str
    svg: str
    alt: str
    kind: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section."""

    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Sources:
    """Numbered sources: number, citation, address, and when it was read."""

    sources: tuple[tuple[str, str, str, str], ...]
    kind: Literal["sources"] = "sources"


Block = Text | Items | Pairs | Table | Picture | Heading | Sources


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a page; `name` is fixed, `title` is read."""

    name: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A whole page.

    Attributes
    ----------
    title : str
    standing, made, disclaimer : str
        What every export carries: mode, versions and evidence date; the day it was made; the disclaimer.
    sections : tuple of Section
    """

    title: str
    standing: str
    made: str
    disclaimer: str
    sections: tuple[Section, ...]

    def section(self, name: str) -> Section:
        """Give one section.

        Raises
        ------
        KeyError
            If there is none of this name.
        """
        for section in self.sections:
            if section.name == name:
                return section
        raise KeyError(name)

    def as_data(self) -> dict[str, Any]:
        """Give the whole page as plain data."""
        return asdict(self)
