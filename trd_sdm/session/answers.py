"""One answer on the page becomes one new record. Every answer has a key; there is no other way in.

======================== =============================================================
key                      value
======================== =============================================================
``shortlist``            list of option ids, 3 to 7 with staying among them
``criteria``             list of criterion ids, at most 7
``weights.ROLE.CRIT``    points 0 to 100, or None to take the rating back
``whose``                ``patient`` or ``clinician``
``order``                ``fixed`` or ``fit``
``step``                 the step the page shows
======================== =============================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from trd_sdm.session.record import ROLES, STAY, Record, Role

if TYPE_CHECKING:
    from trd_sdm.evidence import Library

OPTIONS_AT_LEAST = 3
OPTIONS_AT_MOST = 7
CRITERIA_AT_MOST = 7
LOOKING = ("whose", "order", "step")


class AnswerError(ValueError):
    """An answer that cannot be taken, with a sentence about what is allowed."""


def is_answer(key: str) -> bool:
    """Whether a key is a question of this page, and not a button that only does something."""
    return key in ("shortlist", "criteria", *LOOKING) or key.startswith("weights.")


def weight_key(role: Role, criterion: str) -> str:
    """Give the key under which a role rates a criterion."""
    return f"weights.{role}.{criterion}"


def answer(record: Record, key: str, value: Any, library: Library) -> Record:
    """Take one answer.

    Raises
    ------
    AnswerError
        If the key is unknown or the value not allowed; the record stays as it was.
    """
    try:
        if key == "shortlist":
            return record.with_(shortlist=_shortlist(value, library))
        if key == "criteria":
            return record.with_criteria(_criteria(value, library))
        if key.startswith("weights."):
            return _rated(record, key, value)
        if key in LOOKING:
            return record.with_(**{key: value})
    except ValidationError as error:
        first = error.errors()[0]
        raise AnswerError(f"{key}: {value!r} cannot be taken ({first['msg']})") from None
    raise AnswerError(f"{key!r} is not a question this page asks")


def _ids(value: Any, known: Any, what: str) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise AnswerError(f"{what}: a list of ids is needed, not {value!r}")
    strays = [item for item in value if item not in known]
    if strays:
        raise AnswerError(f"{what}: {', '.join(strays)} is not known; allowed are {', '.join(known)}")
    return tuple(value)


def _shortlist(value: Any, library: Library) -> tuple[str, ...]:
    ids = _ids(value, library.options, "options")
    ids = ids if STAY in ids else (STAY, *ids)
    if len(ids) > OPTIONS_AT_MOST:
        raise AnswerError(f"options: {len(ids)} are too many to talk about at once; at most {OPTIONS_AT_MOST}")
    return ids


def _criteria(value: Any, library: Library) -> tuple[str, ...]:
    ids = _ids(value, library.criteria, "what matters")
    if len(ids) > CRITERIA_AT_MOST:
        raise AnswerError(f"what matters: {len(ids)} are too many to weigh; at most {CRITERIA_AT_MOST}")
    return ids


def _rated(record: Record, key: str, value: Any) -> Record:
    _, role, criterion = (*key.split(".", 2), "", "")[:3]
    if role not in ROLES:
        raise AnswerError(f"{key}: {role!r} is not a role; allowed are {', '.join(ROLES)}")
    if criterion not in record.criteria:
        raise AnswerError(f"{key}: {criterion!r} is not among the criteria picked")
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise AnswerError(f"{key}: points from 0 to 100 are needed, not {value!r}")
    return record.with_points(role, criterion, value)
