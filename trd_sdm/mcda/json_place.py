"""A piece of parsed JSON that knows where it stands, so that a refusal can say so."""

from __future__ import annotations

import difflib
import json
import math
from collections.abc import Iterable
from typing import Any, NoReturn

from trd_sdm.mcda.distributions import whole


class ProblemFileError(ValueError):
    """A problem file has a fault; the message names the place, what is there and what is allowed."""


class Place:
    """
    One value in a JSON document together with its path.

    Parameters
    ----------
    value : object
        What stands there.
    path : str
        Such as ``performanceTable[3].performance``; empty for the document.
    """

    def __init__(self, value: Any, path: str) -> None:
        self.value, self.path = value, path or "the document"

    @property
    def shown(self) -> str:
        """The value in short."""
        text = json.dumps(self.value, ensure_ascii=False, default=str)
        text = text if whole(text) else ascii(text)[1:-1]
        return text if len(text) <= 60 else text[:57] + "..."

    def refuse(self, there: str, allowed: str) -> NoReturn:
        """Raise with the place, what is there and what is allowed."""
        raise ProblemFileError(f"{self.path} {there}; allowed: {allowed}.")

    def _under(self, key: str) -> str:
        return key if self.path == "the document" else f"{self.path}.{key}"

    def entries(self) -> list[tuple[str, Place]]:
        """Give the entries of an object."""
        if not isinstance(self.value, dict):
            self.refuse(f"is {self.shown}", "an object")
        for key in self.value:
            if not whole(str(key)):
                self.refuse(f"has the key {key!a}, half of a surrogate pair", "whole characters")
        return [(str(key), Place(value, self._under(str(key)))) for key, value in self.value.items()]

    def items(self) -> list[Place]:
        """Give the items of a list."""
        if not isinstance(self.value, list):
            self.refuse(f"is {self.shown}", "a list")
        return [Place(item, f"{self.path}[{i}]") for i, item in enumerate(self.value)]

    def find(self, key: str) -> Place | None:
        """Give an entry of an object, or None when it is missing or null."""
        if not isinstance(self.value, dict):
            self.refuse(f"is {self.shown}", "an object")
        found = self.value.get(key)
        return None if found is None else Place(found, self._under(key))

    def get(self, key: str) -> Place:
        """Give an entry of an object that must be there."""
        found = self.find(key)
        if found is None:
            self.refuse(f"has no {key!r}", f"an object with {key!r}")
        return found

    def only(self, *used: str, ignored: Iterable[str] = ()) -> None:
        """
        Refuse keys that mean nothing here, so that a slip of the pen is not taken for silence.

        Parameters
        ----------
        *used : str
            Keys that are read.
        ignored : iterable of str
            Keys that other tools write and that say nothing about numbers.
        """
        for key, _ in self.entries():
            if key not in used and key not in ignored:
                near = difflib.get_close_matches(key, used, n=1)
                shown = key if len(key) <= 40 else key[:37] + "..."
                self.refuse(f"has the unknown key {shown!r}", f"{near[0]!r}, perhaps" if near else ", ".join(used))

    def truth(self, key: str, *, otherwise: bool) -> bool:
        """Give an entry that is true or false."""
        found = self.find(key)
        if found is None:
            return otherwise
        if not isinstance(found.value, bool):
            found.refuse(f"is {found.shown}", "true or false")
        return found.value

    def text(self) -> str:
        """Give a short text."""
        if not isinstance(self.value, str) or len(self.value) > 500:
            self.refuse(f"is {self.shown}", "a text of at most 500 characters")
        if not whole(self.value):
            self.refuse("holds half of a surrogate pair", "whole characters")
        return self.value

    def title(self, otherwise: str) -> str:
        """Give the title of an entry, or something in its stead."""
        found = self.find("title")
        return otherwise if found is None else found.text()

    def one_of(self, *allowed: str) -> str:
        """Give a text out of a few."""
        if self.value not in allowed:
            self.refuse(f"is {self.shown}", ", ".join(allowed))
        return str(self.value)

    def number(self, *, infinite: bool = False) -> float:
        """Give a finite number; ``infinite`` also allows the text "Infinity"."""
        value = self.value
        if infinite and value == "Infinity":
            return math.inf
        sort = isinstance(value, int | float) and not isinstance(value, bool)
        try:
            number = float(value) if sort else math.nan
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            self.refuse(f"is {self.shown}", 'a finite number or "Infinity"' if infinite else "a finite number")
        return number

    def numbers(self, count: int | None = None, *, infinite: bool = False) -> tuple[float, ...]:
        """Give a list of numbers, of one length if that is fixed."""
        numbers = tuple(item.number(infinite=infinite) for item in self.items())
        if count is not None and len(numbers) != count:
            self.refuse(f"has {len(numbers)} numbers", f"exactly {count}")
        return numbers
