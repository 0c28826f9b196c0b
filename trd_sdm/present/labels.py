"""What a chart or a table needs to know of an option or a criterion to name and colour it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from trd_sdm.present.theme import INK, criterion_mark

if TYPE_CHECKING:
    from trd_sdm.evidence import Library


@dataclass(frozen=True)
class Label:
    """A name to draw.

    Parameters
    ----------
    id : str
        Id in the library.
    text : str
        Plain name as shown; charts take it as it is, so keep it to about 24 characters for options.
    colour : str, optional
        Fill of a criterion's bars. Options keep the ink colour: they are never coloured good or bad.
    code : str, optional
        One letter for a criterion.
    ranked : bool
        False for an option whose evidence says not to rank it.
    """

    id: str
    text: str
    colour: str = INK
    code: str = ""
    ranked: bool = True

    @property
    def keyed(self) -> str:
        """The text after its letter, as in the key of a chart."""
        return f"{self.code}\u2002{self.text}" if self.code else self.text


class NamedOption(Protocol):
    """The part of an option that a chart reads."""

    @property
    def id(self) -> str:
        """Id in the library."""
        ...

    @property
    def short_name(self) -> str:
        """Name of at most 24 characters."""
        ...

    @property
    def do_not_rank(self) -> str | None:
        """Why it is not ranked, if it is not."""
        ...


class NamedCriterion(Protocol):
    """The part of a criterion that a chart reads."""

    @property
    def id(self) -> str:
        """Id in the library."""
        ...

    @property
    def plain(self) -> str:
        """Label of at most five plain words."""
        ...


def option_label(option: NamedOption) -> Label:
    """Label an option of the library by its short name."""
    return Label(option.id, option.short_name, ranked=not option.do_not_rank)


def criterion_label(criterion: NamedCriterion) -> Label:
    """Label a criterion of the library by its plain words, with its fixed colour and letter."""
    mark = criterion_mark(criterion.id)
    return Label(criterion.id, criterion.plain, mark.colour, mark.code)


def option_names(library: Library) -> dict[str, str]:
    """Give the short name of every option, by id."""
    return {key: option.short_name for key, option in library.options.items()}
