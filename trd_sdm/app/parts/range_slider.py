"""A slider people can use by touch, mouse, keyboard and screen reader, and may leave unrated."""

import math
from numbers import Real
from typing import Any

import traitlets

from trd_sdm.app.parts.base import InputPart


class RangeSlider(InputPart):
    """A native range input with a label, words at its ends and an honest "not rated yet".

    Parameters
    ----------
    key
        Name of the answer, unique on the page.
    label
        What is rated, in plain words.
    value
        A number from `min` to `max`, or None while not rated.
    min, max, step
        The scale.
    value_words
        How the value is said: ``{value}``, ``{min}`` and ``{max}`` are filled in.
    low_words, high_words
        What the two ends mean.
    help
        One sentence below the label.
    unrated_words
        What is said while there is no value.
    clearable
        Whether the rating can be taken back.
    color
        CSS colour of a small square before the label, the criterion's colour in the charts; "" for none.
    letter, ink
        The criterion's letter in that square, as in the charts, and the letter's colour.

    Examples
    --------
    >>> slider = RangeSlider("response", "Feeling much better", value=60)
    >>> slider.value = 140
    Traceback (most recent call last):
    ...
    traitlets.traitlets.TraitError: Feeling much better: rate from 0 to 100, or leave it unrated; 140 is not that.
    """

    label = traitlets.Unicode().tag(sync=True)
    value = traitlets.Any(default_value=None, allow_none=True).tag(sync=True)
    min = traitlets.Float(0).tag(sync=True)
    max = traitlets.Float(100).tag(sync=True)
    step = traitlets.Float(1).tag(sync=True)
    value_words = traitlets.Unicode("{value} of {max}").tag(sync=True)
    low_words = traitlets.Unicode().tag(sync=True)
    high_words = traitlets.Unicode().tag(sync=True)
    help = traitlets.Unicode().tag(sync=True)
    unrated_words = traitlets.Unicode("Not rated yet").tag(sync=True)
    clearable = traitlets.Bool(default_value=True).tag(sync=True)
    color = traitlets.Unicode().tag(sync=True)
    letter = traitlets.Unicode().tag(sync=True)
    ink = traitlets.Unicode().tag(sync=True)

    def __init__(self, key: str, label: str, value: float | None = None, **kwargs: Any) -> None:
        # The scale is set before the value, which is checked against it.
        super().__init__(key, label=label, **kwargs)
        if self.min >= self.max:
            msg = f"{label}: the scale runs from {self.min:g} to {self.max:g}; the first must be smaller."
            raise ValueError(msg)
        self.value = value

    @property
    def rated(self) -> bool:
        """Whether there is a value."""
        return self.value is not None

    @traitlets.validate("value")
    def _check_value(self, proposal: Any) -> float | None:
        value = proposal["value"]
        if value is None:
            return None
        number = isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)
        if not number or not self.min <= value <= self.max:
            msg = f"{self.label}: rate from {self.min:g} to {self.max:g}, or leave it unrated; {value!r} is not that."
            raise traitlets.TraitError(msg)
        return int(value) if float(value).is_integer() else float(value)
