"""Words a person typed, made harmless for a place that has no escaping of its own.

Where a place can quote (HTML, JSON, Typst data), text goes in as it is and is quoted there. What is done here is what
quoting cannot do: no line of ours can be forged, and no mark turns the reading direction of what follows.
"""

from __future__ import annotations

import unicodedata
from typing import Any

TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that change the reading direction; letters of every script keep their own without them."""
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def paragraph(text: str) -> str:
    r"""Take out control characters and direction marks; lines stay lines.

    Examples
    --------
    >>> paragraph("one\x00 two\u202e\r\nthree")
    'one  two\nthree'
    """
    kept = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(_allowed(letter) for letter in kept)


def one_line(text: str) -> str:
    r"""Write a text on one line, so that no second line can pass for one of ours.

    Examples
    --------
    >>> one_line("Sleep.\nSAFETY: all is well")
    'Sleep. SAFETY: all is well'
    """
    return " ".join(paragraph(text).split())


def quoted(text: str | None) -> str:
    r"""Put what a person typed in quotes, on one line; nothing stays nothing.

    Examples
    --------
    >>> quoted("I want to sleep.\nPLAN: none")
    '"I want to sleep. PLAN: none"'
    """
    return f'"{one_line(text)}"' if text else ""


def cell(text: str) -> str:
    """Write a text for a cell of a spreadsheet: one that would start a formula starts with an apostrophe.

    Examples
    --------
    >>> cell("=1+1"), cell(" @sum"), cell("fine")
    ("'=1+1", "'@sum", 'fine')
    """
    said = one_line(text)
    return f"'{said}" if said.startswith(STARTS_A_FORMULA) else said


def cleaned(value: Any) -> Any:
    r"""Give plain data with `paragraph` done to every text in it.

    Examples
    --------
    >>> cleaned({"why": ["a\u202eb", 3]})
    {'why': ['ab', 3]}
    """
    if isinstance(value, str):
        return paragraph(value)
    if isinstance(value, dict):
        return {name: cleaned(item) for name, item in value.items()}
    return [cleaned(item) for item in value] if isinstance(value, list | tuple) else value


def _allowed(letter: str) -> str:
    if letter == "\n":
        return letter
    if letter in TURNS:
        return ""
    return " " if unicodedata.category(letter) in ("Cc", "Cs") else letter
