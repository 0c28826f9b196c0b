"""Words that may point at a person: questioned gently, never refused. Nothing that identifies is asked for anywhere.

The signs are few and strict, since a notice that cries at every capital letter is soon not read: a name behind a title,
a day of birth that is said to be one, a number for a telephone, an address of mail, and numbers of health services.
A brand of drug, a dose, a score or a date of treatment is none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel

from trd_sdm.evidence.faults import dotted

if TYPE_CHECKING:
    from trd_sdm.session.record import Record

Kind = Literal["name", "birth", "phone", "email", "number"]

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = "|".join(
    (
        r"\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})",
        r"\d{4}-\d{2}-\d{2}",
        rf"\d{{1,2}}\.? {_MONTH} \d{{4}}",
        rf"{_MONTH} \d{{1,2}},? \d{{4}}",
    )
)
_NAMED = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'\u2019-]+"
_BIRTH = r"\b(?:born|d\.?o\.?b\.?|date of birth|birthday|birth date)\b"
_OF_A_SERVICE = r"\b(?:nhs|mrn|chi|medicare|hospital|patient|insurance|case)"
_RULES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("email", re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")),
    ("birth", re.compile(rf"{_BIRTH}[^\n]{{0,20}}?(?:{_DAY})", re.IGNORECASE)),
    ("number", re.compile(r"\b\d{3}-\d{2}-\d{4}\b")),
    ("number", re.compile(rf"{_OF_A_SERVICE}\s*(?:no|nr|number|id)?\.?\s*[:#]?\s*\d[\d -]{{5,}}\d", re.IGNORECASE)),
    ("phone", re.compile(r"(?<![\w.])(?:\+|00)[1-9][\d ()./-]{7,17}\d(?![\w.])")),
    (
        "phone",
        re.compile(r"\b(?:tel|phone|mobile|cell|call|ring)\b[^\d\n]{0,15}\(?\d[\d ()./-]{6,14}\d", re.IGNORECASE),
    ),
    ("phone", re.compile(r"(?<![\w.])\(?0[1-9]\d{1,3}\)?[ /-]\d{3,4}[ -]?\d{3,4}(?![\w.])")),
    ("phone", re.compile(r"(?<![\w.])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\w.])")),
    ("name", re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Mister|Madam|Sir)\.? {_NAMED}")),
    ("name", re.compile(rf"\b(?i:my|her|his|their|full|first|last) (?i:name is) {_NAMED}")),
)
_NHS = re.compile(r"(?<![\w.-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w.-])")


@dataclass(frozen=True, slots=True)
class Pointer:
    """Words that may point at a person.

    Parameters
    ----------
    kind : str
    words : str
        As written.
    """

    kind: Kind
    words: str


def pointers(text: str) -> tuple[Pointer, ...]:
    """Find what may point at a person in a text.

    Examples
    --------
    >>> [found.kind for found in pointers("Mrs Miller, born 3.4.1971, ring 020 7946 0958")]
    ['name', 'birth', 'phone']
    >>> pointers("Sertraline 200 mg since 2026-03-04, PHQ-9 17 of 27, Dr next Monday at 10.30")
    ()
    """
    found: list[tuple[int, int, Kind]] = [
        (one.start(), one.end(), "number") for one in _NHS.finditer(text) if _is_nhs(one.group())
    ]
    found += [(match.start(), match.end(), kind) for kind, rule in _RULES for match in rule.finditer(text)]
    kept: list[tuple[int, int, Kind]] = []
    for start, end, kind in sorted(found, key=lambda one: (one[0], -one[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, kind))
    return tuple(Pointer(kind, text[start:end]) for start, end, kind in kept)


def _is_nhs(text: str) -> bool:
    """Whether ten digits carry the check digit of an NHS number (weights 10 to 2, modulo 11)."""
    digits = [int(letter) for letter in text if letter.isdigit()]
    rest = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits[:9], strict=True)) % 11
    return digits[9] == (0 if rest == 11 else rest)


def in_record(record: Record) -> dict[str, tuple[Pointer, ...]]:
    """Give every place of a record whose typed words may point at a person.

    Examples
    --------
    >>> from trd_sdm.session.record import Record
    >>> in_record(Record(library_version="1", visit={"note": "Mr Jones came with his wife."}))
    {'visit.note': (Pointer(kind='name', words='Mr Jones'),)}
    """
    return {dotted(at): found for at, text in _texts(record, ()) if (found := pointers(text))}


def _texts(value: Any, at: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), (*at, name))
    elif isinstance(value, Mapping):
        for name, held in value.items():
            yield from _texts(held, (*at, name))
    elif isinstance(value, list | tuple):
        for place, held in enumerate(value):
            yield from _texts(held, (*at, place))
