"""Fields to write in: text, number, one of a list, date, time, and a list one may search."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence
from numbers import Real
from typing import Any

import traitlets

from trd_sdm.app.parts.base import InputPart
from trd_sdm.present.identifying import question
from trd_sdm.session.identifying import pointers

TEXT_AT_MOST = 500
_TIME = re.compile(r"^([01]\d|2[0-3]):[0-5]\d$")


class Field(InputPart):
    """A native field with its label; what it cannot take is told beside it, and stays as it was typed.

    An answer goes out when the field is left, on Enter, or after a pause in typing. An empty field says None.

    Parameters
    ----------
    key
        Name of the answer, unique on the page.
    label
        What is asked, in plain words.
    value
        What it says at first, or None.
    help
        One sentence below the label.
    within
        What the question is about, where the same one stands several times under headings: heard, not seen.
    """

    label = traitlets.Unicode().tag(sync=True)
    within = traitlets.Unicode().tag(sync=True)
    help = traitlets.Unicode().tag(sync=True)
    value = traitlets.Any(default_value=None, allow_none=True).tag(sync=True)

    def __init__(self, key: str, label: str, value: Any = None, **kwargs: Any) -> None:
        if not label:
            msg = f"The field {key} needs a label: what is asked, in plain words."
            raise ValueError(msg)
        # Limits are set before the value, which is checked against them.
        super().__init__(key, label=label, **kwargs)
        self.value = value

    @traitlets.validate("value")
    def _check_value(self, proposal: Any) -> Any:
        value = proposal["value"]
        return None if value is None or value == "" else self.allowed(value)

    def allowed(self, value: Any) -> Any:
        """Give the value as it is kept, or raise `traitlets.TraitError` with a sentence about what is allowed."""
        raise NotImplementedError

    def refuse(self, value: Any, allowed: str) -> traitlets.TraitError:
        """Make the error that says what is there and what is allowed."""
        return traitlets.TraitError(f"{self.label}: {value!r} does not fit here. Give {allowed}, or leave it empty.")


class TextField(Field):
    """Some words in a person's own way, in one line or a few; blank is None.

    Parameters
    ----------
    lines
        Height in lines; 1 is a single line that takes no line breaks.
    multiline
        A short word for that: False is one line, True a few.
    max_length
        Most characters; the field says how many are left once fewer than 50 are.
    placeholder
        A hint inside the empty field; never the only place where something is said.
    question
        What is asked about the words, beside the field: set by itself where they may point at a person.

    Examples
    --------
    >>> TextField("choice.why", "Why?", "  I sleep badly. ").value
    'I sleep badly.'
    >>> TextField("choice.why", "Why?", "   ").value is None
    True
    """

    lines = traitlets.Int(3).tag(sync=True)
    max_length = traitlets.Int(TEXT_AT_MOST).tag(sync=True)
    placeholder = traitlets.Unicode().tag(sync=True)
    question = traitlets.Unicode().tag(sync=True)

    @traitlets.observe("value")
    def _ask_about_value(self, change: Any) -> None:
        self.question = question(pointers(change["new"] or ""))

    def __init__(
        self, key: str, label: str, value: str | None = None, *, multiline: bool | None = None, **kwargs: Any
    ) -> None:
        if multiline is not None:
            kwargs.setdefault("lines", 3 if multiline else 1)
        super().__init__(key, label, value, **kwargs)

    def allowed(self, value: Any) -> str | None:
        """Take text up to its length."""
        if not isinstance(value, str):
            raise self.refuse(value, "words")
        text = value.strip()
        if len(text) > self.max_length:
            msg = f"{self.label} At most {self.max_length} characters; these are {len(text)}."
            raise traitlets.TraitError(msg)
        return text or None


class NumberField(Field):
    """A number between its limits, with its unit; empty is None, which is not zero.

    Parameters
    ----------
    min, max
        Least and most, or None for no limit.
    step
        1 for whole numbers only; None for any number.
    unit
        Shown behind the field ("mg", "weeks").

    Examples
    --------
    >>> NumberField("weeks", "Weeks", min=0, max=520).value is None
    True
    """

    min = traitlets.Float(None, allow_none=True).tag(sync=True)
    max = traitlets.Float(None, allow_none=True).tag(sync=True)
    step = traitlets.Float(None, allow_none=True).tag(sync=True)
    unit = traitlets.Unicode().tag(sync=True)
    placeholder = traitlets.Unicode().tag(sync=True)

    def allowed(self, value: Any) -> float:
        """Take a number between the limits; whole ones stay whole."""
        number = isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)
        low = self.min is None or (number and value >= self.min)
        high = self.max is None or (number and value <= self.max)
        whole = number and float(value).is_integer()
        if not (number and low and high and (whole or self.step != 1)):
            raise self.refuse(value, self._range())
        return int(value) if whole else float(value)

    def _range(self) -> str:
        kind = "a whole number" if self.step == 1 else "a number"
        unit = f" {self.unit}" if self.unit else ""
        if self.min is not None and self.max is not None:
            return f"{kind} from {self.min:g} to {self.max:g}{unit}"
        if self.min is not None:
            return f"{kind} of at least {self.min:g}{unit}"
        return f"{kind} of at most {self.max:g}{unit}" if self.max is not None else f"{kind}{unit}"


class _Listed(Field):
    """A field with a list of options, each a dict with ``id`` and ``label``."""

    options = traitlets.List(traitlets.Dict()).tag(sync=True)

    def __init__(
        self, key: str, label: str, options: Sequence[dict[str, Any]], value: str | None = None, **kwargs: Any
    ) -> None:
        super().__init__(key, label, value, options=list(options), **kwargs)

    @traitlets.validate("options")
    def _check_options(self, proposal: Any) -> list[dict[str, Any]]:
        ids = [option.get("id") for option in proposal["value"]]
        if not all(ids) or not all(option.get("label") for option in proposal["value"]):
            msg = "Every option of a list needs an id and a label."
            raise traitlets.TraitError(msg)
        if len(set(ids)) < len(ids):
            msg = "Every option of a list needs its own id."
            raise traitlets.TraitError(msg)
        return list(proposal["value"])


class Select(_Listed):
    """One of a short list.

    Parameters
    ----------
    options
        Each a dict with ``id`` and ``label``.
    value
        An id, or None.
    empty
        What the field says while nothing is chosen.

    Examples
    --------
    >>> Select("kind", "Kind", [{"id": "drug", "label": "Medicine"}], "ect")
    Traceback (most recent call last):
    ...
    traitlets.traitlets.TraitError: Kind: 'ect' does not fit here. Give one of drug, or leave it empty.
    """

    empty = traitlets.Unicode("Not answered").tag(sync=True)

    def allowed(self, value: Any) -> str:
        """Take an id of the list."""
        ids = [option["id"] for option in self.options]
        if value not in ids:
            raise self.refuse(value, f"one of {', '.join(ids)}")
        return str(value)


class Combobox(_Listed):
    """A list one may search by typing; with `free`, words that are not in it are kept as they are.

    Parameters
    ----------
    options
        Each a dict with ``id`` and ``label``; if wanted ``also`` (other names it is found by) and ``detail``
        (a few words beside it).
    value
        An id, words that are not in the list where `free`, or None. A name from ``also`` is read as its id.
    free
        Whether words that are not in the list are taken.

    Examples
    --------
    >>> drugs = [{"id": "sertraline", "label": "Sertraline", "also": ["Zoloft"]}]
    >>> Combobox("drug", "Medicine", drugs, "zoloft").value, Combobox("drug", "Medicine", drugs, "mystery").value
    ('sertraline', 'mystery')
    """

    free = traitlets.Bool(default_value=True).tag(sync=True)
    max_length = traitlets.Int(120).tag(sync=True)
    placeholder = traitlets.Unicode().tag(sync=True)

    def allowed(self, value: Any) -> str | None:
        """Take an id, a name of one, or free words."""
        if not isinstance(value, str) or len(value) > self.max_length:
            raise self.refuse(value, f"a name of at most {self.max_length} characters")
        sought = value.strip().casefold()
        for option in self.options:
            if sought in {name.casefold() for name in (option["id"], option["label"], *option.get("also", ()))}:
                return str(option["id"])
        if not self.free:
            raise self.refuse(value, "one from the list")
        return value.strip() or None


class DateField(Field):
    """A day as ISO text (``2026-11-23``), or None.

    Parameters
    ----------
    min, max
        First and last day allowed, as ISO text; "" for no limit.
    """

    min = traitlets.Unicode().tag(sync=True)
    max = traitlets.Unicode().tag(sync=True)

    def allowed(self, value: Any) -> str:
        """Take a day of the calendar between the limits."""
        try:
            day = dt.date.fromisoformat(value).isoformat()
        except (TypeError, ValueError):
            raise self.refuse(value, "a date such as 2026-11-23") from None
        if (self.min and day < self.min) or (self.max and day > self.max):
            between = f"from {self.min or 'any day'} to {self.max or 'any day'}"
            raise self.refuse(value, f"a date {between}")
        return day


class TimeField(Field):
    """A time of day as ``07:30``, or None."""

    def allowed(self, value: Any) -> str:
        """Take hours and minutes."""
        if not isinstance(value, str) or not _TIME.match(value):
            raise self.refuse(value, "a time such as 07:30")
        return value
