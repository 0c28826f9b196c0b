"""Own concerns answered one by one: the words of one, and how well each option does on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trd_sdm.session.values import CONCERNS_AT_MOST, OWN, OwnConcern

if TYPE_CHECKING:
    from trd_sdm.session.record import Record

OWN_IDS = tuple(f"{OWN}{number}" for number in range(1, CONCERNS_AT_MOST + 1))


def with_concern_answer(record: Record, rest: str, value: Any, *, most: int) -> Record:
    """Take one answer about one own concern.

    Parameters
    ----------
    record : Record
    rest : str
        ``own_1.text``, or ``own_1.rated.OPTION``.
    value : object
        Words; or a whole number from 0 to 10. None takes it back: without words the concern goes, with its points.
    most : int
        How many criteria may be picked; a new concern is picked while there is room.

    Raises
    ------
    ValueError
        If there is no such question; a pydantic error if the value does not fit.

    Examples
    --------
    >>> from trd_sdm.session.record import Record
    >>> record = with_concern_answer(Record(library_version="1"), "own_1.text", "Time with my children", most=7)
    >>> record.criteria, with_concern_answer(record, "own_1.rated.ect", 3, most=7).concerns[0].ratings["ect"]
    (('own_1',), 3)
    """
    name, _, field = rest.partition(".")
    held = {concern.id: concern for concern in record.concerns}
    if name not in OWN_IDS or (field != "text" and not (name in held and field.startswith("rated."))):
        raise ValueError(f"concerns.{rest} is not a question this page asks; allowed are {', '.join(OWN_IDS)}")
    if field == "text" and value is None:
        return record.with_concerns(concern for concern in record.concerns if concern.id != name)
    known = name in held
    ratings = dict(held[name].ratings) if known else {}
    if field != "text":
        option = field.removeprefix("rated.")
        ratings.pop(option, None)
        ratings |= {} if value is None else {option: value}
    held[name] = OwnConcern(id=name, text=value if field == "text" else held[name].text, ratings=ratings)
    added = record.with_concerns(held[key] for key in sorted(held))
    return added if known or len(added.criteria) >= most else added.with_criteria((*added.criteria, name))
