"""One answer on the page becomes one new record. Every answer has a key; there is no other way in.

============================= ==============================================================
key                           value
============================= ==============================================================
``shortlist``                 list of option ids, 3 to 7 with staying among them
``criteria``                  list of criterion ids, at most 7
``weights.ROLE.CRIT``         points 0 to 100, or None to take the rating back
``mode``                      ``teaching`` or ``session``
``whose``                     ``patient``, ``clinician`` or ``shared``
``order``                     ``fixed`` or ``fit``
``screen``                    the screen the page shows
``show_total``                whether the total fit is shown
``large_type``                whether the type is large
``visit.FIELD``               a field of `Visit`: ``present``, ``about``, ``note``, ``path``
``concerns``                  list of own concerns, at most 3
``sureness.ROLE``             ``exact``, ``about`` or ``order``
``tradeoffs``                 list of trade-offs answered
``bothers_now``               list of criterion ids: side effects the person has now
``local.OPTION.FIELD``        a field of `LocalFacts`, such as ``local.rtms.waiting_weeks``
``leanings.FIELD``            ``first``, ``now`` (an option id or ``not_sure``), ``disagrees``
``choice.FIELD``              ``option`` (an option id or ``not_today``), ``why``, ``together``
``sure.ITEM``                 1 for yes, 0 for no
``plan.FIELD``                a field of `Plan`; ``plan.checks.ENTRY`` one entry, ``plan.day`` the whole day
``tracking.FIELD``            ``courses`` or ``entries``, the whole list
``week.DAY``                  None takes the notes of a day away
``week.DAY.FIELD``            what was noted on a day; see `trd_sdm.session.week_answers`
``course.start``              a course as it starts; ``course.end``, what came of it; see `trd_sdm.session.courses`
``past.FIELD``                a field of `TrialList`; ``past.trials`` is the whole list of trials
``facts.FIELD``               a field of `PatientFacts`, such as ``facts.age`` or ``facts.drugs``
``facts.FIELD.ENTRY``         one entry, such as ``facts.answers.pregnant`` or ``facts.planned.maoi``
``lookalikes.answers.ITEM``   what came of one check; ``contributors`` alike
``lookalikes.notes.ITEM``     a note on it, up to 500 characters
``adherence.barriers.ITEM``   yes, no or unknown; ``adherence.note`` is a note
``residual.symptoms.ITEM``    yes, no or unknown; ``residual.note`` is a note
``questionnaires``            list of questionnaires answered here; item 9 goes to the safety log too
``scores``                    list of scores taken elsewhere
``safety.check``              ``item9``, ``plan``, ``intent``, ``unable_to_stay_safe``: added to the log
``safety.answer.FIELD``       one of these, added to the log with the answers given just before
``safety.acknowledge``        ``by`` and ``done``: a clinician's word on the last stop, added to the log
``put_back.OPTION``           why a not suitable option is put back, up to 500 characters
``country``                   two letters, such as GB
============================= ==============================================================

None takes an answer back; so do ``unknown`` and ``not_asked``, which are never kept as a no. The safety log is the
exception: it only grows, and its times are set here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from trd_sdm.clinical.measures import InstrumentAnswers
from trd_sdm.clinical.safety_stop import SafetyCheck, stop_needed
from trd_sdm.evidence.faults import dotted, shown
from trd_sdm.session.record import LOOKING, ROLES, SELF_HARM, STAY, Record
from trd_sdm.session.signs import new_signs
from trd_sdm.session.values import LocalFacts, OwnConcern, Role

if TYPE_CHECKING:
    from trd_sdm.evidence import Library

OPTIONS_AT_LEAST = 3
OPTIONS_AT_MOST = 7
CRITERIA_AT_MOST = 7
CHECKED = ("lookalikes", "contributors", "adherence", "residual")
PARTS = ("past", "facts", *CHECKED, "visit", "sureness", "leanings", "choice", "plan", "tracking")
LISTS = ("questionnaires", "scores", "tradeoffs", "bothers_now")
NOT_KNOWN = (None, "unknown", "not_asked")
TICK = dt.timedelta(milliseconds=1)
TALK = dt.timedelta(hours=8)
"""Answers about safety that are older belong to another talk."""
CHECK_FIELDS = ("item9", "plan", "intent", "unable_to_stay_safe")


class AnswerError(ValueError):
    """An answer that cannot be taken, with a sentence about what is allowed."""


def is_answer(key: str) -> bool:
    """Whether a key is a question of this page, and not a button that only does something."""
    head, dot, _ = key.partition(".")
    if dot:
        return head in ("weights", "safety", "put_back", "local", "sure", "week", "course", *PARTS)
    return key in ("shortlist", "criteria", "concerns", "country", *LOOKING, *LISTS)


def weight_key(role: Role, criterion: str) -> str:
    """Give the key under which a role rates a criterion."""
    return f"weights.{role}.{criterion}"


def answer(record: Record, key: str, value: Any, library: Library, *, now: dt.datetime | None = None) -> Record:
    """Take one answer.

    Parameters
    ----------
    record : Record
    key : str
        One of the table above.
    value : object
    library : Library
    now : datetime, optional
        With its time zone; stamped on answers about safety. The clock's time by default.

    Raises
    ------
    AnswerError
        If the key is unknown or the value not allowed; the record stays as it was.
    """
    try:
        changed = _taken(record, key, value, library, now or dt.datetime.now(dt.UTC))
    except ValidationError as error:
        first = error.errors()[0]
        at = dotted(first["loc"])
        where = f" at {at}" if at and at != key else ""
        message = first["msg"].removeprefix("Value error, ")
        raise AnswerError(f"{key}: {shown(first['input'])} cannot be taken{where} ({message})") from None
    if changed.tracking != record.tracking:
        changed = _signs_logged(record, changed, now or dt.datetime.now(dt.UTC))
    if key.partition(".")[0] in (*PARTS, *LISTS, "put_back", "concerns", "local", "week", "course"):
        from trd_sdm.session.record_file import not_known

        for place, message, found, allowed in not_known(changed, library):
            raise AnswerError(f"{dotted(place)}: {message}, found {shown(found)}; allowed are {allowed}")
    return changed


def _taken(record: Record, key: str, value: Any, library: Library, now: dt.datetime) -> Record:
    head, _, rest = key.partition(".")
    if head == "safety":
        return _safety(record, key, value, now)
    if rest:
        return _entry(record, head, rest, value)
    if key == "shortlist":
        return record.with_(shortlist=_shortlist(value, library))
    if key == "criteria":
        return record.with_criteria(_criteria(value, record, library))
    if key == "concerns":
        return record.with_concerns(map(OwnConcern.model_validate, value or ()))
    if key == "questionnaires":
        return _questionnaires(record, value, now)
    if key in (*LOOKING, *LISTS, "country"):
        return record.with_(**{key: () if key in LISTS and value is None else value})
    raise AnswerError(f"{key!r} is not a question this page asks")


def _entry(record: Record, head: str, rest: str, value: Any) -> Record:
    """Take an answer that is one entry of a field of the record."""
    if head == "weights":
        return _rated(record, f"{head}.{rest}", value)
    if head in PARTS:
        return _part(record, head, rest, value)
    if head in ("week", "course"):
        return _followed(record, head, rest, value)
    if head in ("put_back", "sure"):
        return record.with_(**{head: _with_entry(getattr(record, head), rest, value)})
    if head == "local":
        return _local(record, rest, value)
    raise AnswerError(f"{f'{head}.{rest}'!r} is not a question this page asks")


def _with_entry(held: Mapping[str, Any], entry: str, value: Any) -> dict[str, Any]:
    """Set one entry of a mapping, or take it back; what is not known does not stand there at all."""
    kept = {name: item for name, item in held.items() if name != entry}
    return kept if value is None or value in NOT_KNOWN[1:] else {**kept, entry: value}


def _local(record: Record, rest: str, value: Any) -> Record:
    """Set one local fact of one option; an option with no fact left does not stand there at all."""
    option, _, field = rest.partition(".")
    if field not in LocalFacts.model_fields:
        allowed = ", ".join(LocalFacts.model_fields)
        raise AnswerError(f"local.{rest} is not a question this page asks; allowed for an option are {allowed}")
    held = record.local.get(option, LocalFacts())
    value = LocalFacts.model_fields[field].default if value is None else value
    changed = LocalFacts.model_validate({**dict(held), field: value})
    return record.with_(local=_with_entry(record.local, option, None if changed == LocalFacts() else changed))


def _part(record: Record, name: str, rest: str, value: Any) -> Record:
    """Change one field, or one entry of one field, of a clinical part."""
    part = getattr(record, name)
    fields = type(part).model_fields
    field, dot, entry = rest.partition(".")
    if field not in fields:
        raise AnswerError(f"{name}.{rest} is not a question this page asks; allowed are {', '.join(fields)}")
    held = getattr(part, field)
    if dot:
        if not isinstance(held, Mapping) or not entry:
            raise AnswerError(f"{name}.{rest} is not a question this page asks; {field} has no entries")
        _known_item(name, field, entry)
        value = _with_entry(held, entry, value)
    elif value is None:
        value = fields[field].get_default(call_default_factory=True)
    changed = type(part).model_validate({**dict(part), field: value})
    return record.with_(**{name: changed})


def _followed(record: Record, head: str, rest: str, value: Any) -> Record:
    from trd_sdm.session import courses, week_answers

    try:
        return week_answers.noted(record, rest, value) if head == "week" else courses.changed(record, rest, value)
    except ValidationError:
        raise
    except ValueError as error:
        raise AnswerError(str(error)) from None


def _signs_logged(before: Record, after: Record, now: dt.datetime) -> Record:
    """Put signs of danger that are new in the weekly notes into the safety log."""
    fresh = new_signs(before, after)
    if not fresh:
        return after
    answers = {"item9": max(fresh.item9, default=None), "thoughts": "yes" if fresh.thoughts else "unknown"}
    return _checked(after, answers, now)


def _known_item(name: str, field: str, entry: str) -> None:
    """Refuse an item the checklist does not hold; a record from elsewhere may hold it all the same."""
    if name not in CHECKED:
        return
    from trd_sdm.clinical.knowledge import load_clinical

    known = getattr(load_clinical(), name)
    items = known.items if name in ("lookalikes", "contributors") else getattr(known, field)
    if entry not in items:
        raise AnswerError(f"{name}.{field}: {entry} is not known; allowed are {', '.join(items)}")


def _safety(record: Record, key: str, value: Any, now: dt.datetime) -> Record:
    """Add to the safety log; nothing here takes anything out of it."""
    if key == "safety.check" and isinstance(value, Mapping) and "answered_at" not in value:
        return _checked(record, dict(value), now)
    _, _, field = key.partition("safety.answer.")
    if field in CHECK_FIELDS:
        told = int(value) if field == "item9" and isinstance(value, str) and value.isdecimal() else value
        return _checked(record, {**_given_just_before(record, now), field: told}, now)
    if key == "safety.acknowledge" and isinstance(value, Mapping) and set(value) == {"by", "done"}:
        record = _logged(record, now)
        stopped = [check for check in record.safety.checks if stop_needed(check).needed]
        if not stopped:
            raise AnswerError(f"{key}: nothing was stopped, so there is nothing to acknowledge")
        at = max(now, stopped[-1].answered_at + TICK)
        return record.with_(safety=record.safety.acknowledged(value["by"], value["done"], at))
    if key == "safety.check":
        raise AnswerError(f"{key}: item9, plan, intent and unable_to_stay_safe are needed, without a time")
    if key == "safety.acknowledge":
        raise AnswerError(f"{key}: who (by) and what was done (done) are needed, and nothing else")
    raise AnswerError(
        f"{key}: the safety log only grows; allowed are safety.check, safety.answer and safety.acknowledge"
    )


def _logged(record: Record, now: dt.datetime) -> Record:
    """Put a sign of danger that only a questionnaire holds into the log, so that it can be acted on."""
    if not record.unchecked_self_harm:
        return record
    logged = {check.item9 for check in record.safety.checks}
    for item9 in sorted({*_self_harm(record.questionnaires).values()} - logged - {0}):
        record = _checked(record, {"item9": item9}, now)
    return record


def _given_just_before(record: Record, now: dt.datetime) -> dict[str, Any]:
    """Give the answers about safety of this talk so far; what was acted on, or said another day, is asked anew."""
    last = last_check(record, now)
    return {} if last is None else {name: getattr(last, name) for name in CHECK_FIELDS}


def last_check(record: Record, now: dt.datetime) -> SafetyCheck | None:
    """Give the last answers about safety, as far as they belong to this talk and nobody has acted on them."""
    last = record.safety.checks[-1] if record.safety.checks else None
    acted = {one.covers for one in record.safety.acknowledgements}
    if last is None or last in acted or now - last.answered_at > TALK:
        return None
    return last


def _checked(record: Record, answers: dict[str, Any], now: dt.datetime) -> Record:
    """Add a check. A clock that went back must not keep a sign of danger out, so the time never runs back."""
    if not answers:
        raise AnswerError("safety.check: no question was answered")
    at = max([now, *(check.answered_at + TICK for check in record.safety.checks[-1:])])
    check = SafetyCheck.model_validate({**answers, "answered_at": at})
    return record.with_(safety=record.safety.with_check(check))


def _questionnaires(record: Record, value: Any, now: dt.datetime) -> Record:
    """Take the questionnaires; an answer on self-harm that is new or changed goes to the safety log too."""
    changed = record.with_(questionnaires=value if value is not None else ())
    before = _self_harm(record.questionnaires)
    for when, item9 in _self_harm(changed.questionnaires).items():
        if before.get(when) != item9:
            changed = _checked(changed, {"item9": item9}, now)
    return changed


def _self_harm(held: Iterable[InstrumentAnswers]) -> dict[Any, int]:
    """Give the answer on self-harm by day, the gravest where a day holds several."""
    name, item = SELF_HARM
    found: dict[Any, int] = {}
    for one in held:
        if one.instrument == name and item in one.answers:
            found[one.on] = max(one.answers[item], found.get(one.on, 0))
    return found


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


def _criteria(value: Any, record: Record, library: Library) -> tuple[str, ...]:
    ids = _ids(value, [*library.criteria, *(concern.id for concern in record.concerns)], "what matters")
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
