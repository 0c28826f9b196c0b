"""Where the figures in an option's sentences come from: the cells and facts that fill them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trd_sdm.evidence.template import fields

if TYPE_CHECKING:
    from trd_sdm.evidence import Library


@dataclass(frozen=True)
class TextSources:
    """What stands behind the figures of some sentences.

    Parameters
    ----------
    sources : tuple of str
        Ids in the bibliography, in the order met.
    judged : bool
        Whether a figure among them rests on judgement or on a definition.
    """

    sources: tuple[str, ...]
    judged: bool


def text_sources(library: Library, option: str, parts: Iterable[str]) -> TextSources:
    """Gather the sources behind some parts of an option's text.

    Parameters
    ----------
    library : Library
    option : str
        Id.
    parts : iterable of str
        Fields of `OptionText`, such as ``during``.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> text_sources(load_library(), "ect", ["during"])
    TextSources(sources=('canmat2023', 'ucla_ect'), judged=False)
    """
    held = library.options[option]
    found: dict[str, None] = {}
    judged = False
    for part in parts:
        template = getattr(held.template, part)
        for text in (template,) if isinstance(template, str) else template:
            for _, name, _ in fields(text):
                if not name:
                    continue
                if name.startswith("facts."):
                    fact = held.facts[name.removeprefix("facts.")]
                    sources: tuple[str, ...] = (fact.source,) if fact.source else ()
                    basis = fact.basis
                else:
                    owner, criterion = _cell(name, option)
                    estimate = library.estimate(owner, criterion)
                    sources, basis = estimate.sources, estimate.basis
                found |= dict.fromkeys(sources)
                judged = judged or basis != "evidence"
    return TextSources(tuple(found), judged)


def _cell(name: str, option: str) -> tuple[str, str]:
    steps = name.split(".")
    return (steps[0], steps[1]) if len(steps) == 3 else (option, steps[0])
