"""What clinical data share: a sentence that says where it comes from, and answers that may be unknown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, Field

from trd_sdm.evidence.base import Frozen, Key, Text

Answer = Literal["yes", "no", "unknown"]
Basis = Literal["stated", "inferred"]
Yes, No, Unknown = get_args(Answer)


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("the text is empty")
    return text


Note = Annotated[str, Field(strict=True, min_length=1, max_length=500), AfterValidator(_not_blank)]
Name = Annotated[str, Field(strict=True, min_length=1, max_length=80), AfterValidator(_not_blank)]
Sources = Annotated[tuple[Key, ...], Field(max_length=20)]


class Sourced(Frozen):
    """A sentence in plain words, with its sources.

    `basis` is ``stated`` where a source says so, ``inferred`` where we concluded it; an inferred one may
    rest on no source at all, and then says so by an empty list.
    """

    text: Text
    basis: Basis
    sources: Sources = ()


def cited(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Give every source id a value names, with its path.

    Examples
    --------
    >>> list(cited(Sourced(text="So it is.", basis="stated", sources=("msm_t3",))))
    [(('sources', 0), 'msm_t3')]
    """
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            held, path = getattr(value, name), (*at, field.alias or name)
            if name == "source" and isinstance(held, str):
                yield path, held
            elif name == "sources":
                yield from (((*path, place), key) for place, key in enumerate(held))
            else:
                yield from cited(held, path)
            if name == "other_ranges":
                yield from (((*path, key), key) for key in held)
    elif hasattr(value, "items"):
        for key, held in value.items():
            yield from cited(held, (*at, key))
    elif isinstance(value, list | tuple):
        for place, held in enumerate(value):
            yield from cited(held, (*at, place))


def named_options(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Give every option id a value points to, with its path."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            held = getattr(value, name)
            if name == "options":
                yield from (((*at, name, place), key) for place, key in enumerate(held))
            else:
                yield from named_options(held, (*at, name))
    elif hasattr(value, "items"):
        for key, held in value.items():
            yield from named_options(held, (*at, key))
    elif isinstance(value, list | tuple):
        for place, held in enumerate(value):
            yield from named_options(held, (*at, place))
