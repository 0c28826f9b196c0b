"""Sentences whose numbers are filled in from cells and facts, so that an override changes the sentence too.

A field is ``{criterion.value}``, ``{option.criterion.value}`` or ``{facts.name}``, with a style after a
colon where the default does not fit: ``{onset.value:words}``. ``{response.value:rest}`` writes the other frame of
a count of people: those who are not counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from string import Formatter
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from trd_sdm.evidence.estimate import Cell
    from trd_sdm.evidence.option import Fact

Style = Literal["whole", "one", "words", "times", "ordinal", "fraction"]
STYLES: tuple[Style, ...] = get_args(Style)
REST = "rest"
"""The style of a field that says how many are not counted; a fact cannot have it as its own."""

Reader = Callable[["Cell"], "float | None"]
PARTS: Mapping[str, Reader] = {
    "value": lambda cell: cell.value,
    "low": lambda cell: cell.low,
    "high": lambda cell: cell.high,
    "rate": lambda cell: cell.rate.per_100 if cell.rate else None,
    "comparator_rate": lambda cell: cell.rate.comparator_per_100 if cell.rate else None,
    "ceiling": lambda cell: cell.bounds.upper_per_100 if cell.bounds else None,
    "trial_rate": lambda cell: cell.observed_in_trial.arm_per_100 if cell.observed_in_trial else None,
    "trial_comparator": lambda cell: cell.observed_in_trial.comparator_per_100 if cell.observed_in_trial else None,
}
"""What a sentence may take from a cell; every one is a number or not there."""
_OF_THE_UNIT = frozenset({"value", "low", "high"})
"""Parts in the unit of the cell; the others count people out of 100."""

_ONE_TO_NINETEEN = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_FIRST_TO_TWENTIETH = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_UNITS = ("zero", *_ONE_TO_NINETEEN.split())
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = ("zeroth", *_FIRST_TO_TWENTIETH.split())
_FRACTIONS = {25: "a quarter", 33: "a third", 50: "half", 67: "two thirds", 75: "three quarters"}
_PEOPLE = re.compile(r"\bper ([\d,]+)\b")
_FIELD = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){1,2}")


class TemplateFault(ValueError):  # noqa: N818 -- a fault in a text, raised to be collected
    """A sentence asks for something that is not there; `field` names it, `allowed` what may stand there."""

    def __init__(self, field: str, message: str, allowed: str) -> None:
        self.field, self.message, self.allowed = field, message, allowed
        super().__init__(f"{{{field}}}: {message}; allowed: {allowed}")


def rounded(value: float, places: int = 0) -> str:
    """Round half up on the number as it is written, as the pictures and tables of the same numbers do.

    Examples
    --------
    >>> rounded(23.5), rounded(24.5), rounded(61.5)
    ('24', '25', '62')
    """
    step = Decimal(1).scaleb(-places)
    return f"{Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP):f}"


def words(value: float) -> str:
    """Write a whole number below a hundred in words; others in figures."""
    number = int(rounded(value))
    if not 0 <= number < 100:
        return str(number)
    if number < len(_UNITS):
        return _UNITS[number]
    tens, unit = divmod(number, 10)
    return _TENS[tens - 2] + (f"-{_UNITS[unit]}" if unit else "")


def times(value: float) -> str:
    """Write how often: once, twice, three times."""
    return {1: "once", 2: "twice"}.get(int(rounded(value)), f"{words(value)} times")


def ordinal(value: float) -> str:
    """Write a place in a row in words, up to the twentieth."""
    number = int(rounded(value))
    if 0 <= number < len(_ORDINALS):
        return _ORDINALS[number]
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def fraction(value: float) -> str:
    """Write people per 100 as the nearest plain fraction, or as "12 in 100" where none is near."""
    nearest = min(_FRACTIONS, key=lambda known: abs(known - value))
    return _FRACTIONS[nearest] if abs(nearest - value) <= 6.0 else f"{rounded(value)} in 100"


_WRITERS: Mapping[str, Callable[[float], str]] = {
    "whole": rounded,
    "one": lambda value: rounded(value, 1),
    "words": words,
    "times": times,
    "ordinal": ordinal,
    "fraction": fraction,
}


def fields(text: str) -> Iterator[tuple[str, str, str]]:
    """Give literal text, field and style, piece by piece.

    Raises
    ------
    TemplateFault
        If braces do not match or a field is not of the known form.
    """
    try:
        pieces = list(Formatter().parse(text))
    except ValueError as error:
        raise TemplateFault("", f"the braces do not match ({error})", "{criterion.value} or {facts.name}") from None
    for literal, name, style, conversion in pieces:
        if name is None:
            yield literal, "", ""
            continue
        if conversion or not _FIELD.fullmatch(name):
            raise TemplateFault(name, "this is no field", "criterion.part, option.criterion.part or facts.name")
        if style and style not in (*STYLES, REST):
            raise TemplateFault(name, f'"{style}" is no style', ", ".join((*STYLES, REST)))
        yield literal, name, style or ""


def render(text: str, cells: Mapping[str, Mapping[str, Cell]], facts: Mapping[str, Fact], option: str) -> str:
    """Fill in a sentence.

    Parameters
    ----------
    text : str
        The template.
    cells : mapping
        By option id, its cells by criterion id.
    facts : mapping
        The option's own facts by name.
    option : str
        The option whose sentence it is.

    Raises
    ------
    TemplateFault
        If a field names no fact, cell or part, or a number that is not there.
    """
    done: list[str] = []
    for literal, name, style in fields(text):
        done.append(literal)
        if not name:
            continue
        if name.startswith("facts."):
            value, default, unit = _fact(name, facts)
        else:
            value, default, unit = _part(name, cells, option)
        said = _rest(name, value, unit) if style == REST else _WRITERS[style or default](value)
        done.append(said[:1].upper() + said[1:] if not "".join(done).strip() else said)
    return "".join(done)


def _rest(name: str, value: float, unit: str) -> str:
    """Count those who are left, so that both whole counts add up to the people the unit speaks of."""
    people = _PEOPLE.search(unit)
    if people is None:
        raise TemplateFault(name, "this is no count of people, so nobody is left over", 'a unit with "per 100"')
    return str(int(people[1].replace(",", "")) - int(rounded(value)))


def _fact(name: str, facts: Mapping[str, Fact]) -> tuple[float, str, str]:
    key = name.removeprefix("facts.")
    if key not in facts:
        raise TemplateFault(name, "there is no such fact", ", ".join(f"facts.{known}" for known in facts) or "none")
    return facts[key].value, facts[key].rounding, facts[key].unit


def _part(name: str, cells: Mapping[str, Mapping[str, Cell]], option: str) -> tuple[float, str, str]:
    steps = name.split(".")
    owner, criterion, part = steps if len(steps) == 3 else (option, *steps)
    if owner not in cells:
        raise TemplateFault(name, f'"{owner}" is no option', ", ".join(cells))
    if criterion not in cells[owner]:
        raise TemplateFault(name, f'"{criterion}" is no criterion', ", ".join(cells[owner]))
    if part not in PARTS:
        raise TemplateFault(name, f'"{part}" is no part of a cell', ", ".join(PARTS))
    cell = cells[owner][criterion]
    value = PARTS[part](cell)
    if value is None:
        raise TemplateFault(name, "the cell has no such number", "a part of the cell that holds a number")
    return value, "whole", cell.unit if part in _OF_THE_UNIT else "people per 100"
