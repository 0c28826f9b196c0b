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
``beside``                    list of option ids that stand side by side, at most 4
``followed_FIELD``            ``screen``, ``day`` and ``measure`` the follow-up shows
``visit.FIELD``               a field of `Visit`: ``present``, ``about``, ``note``, ``path``
``concerns``                  list of own concerns, at most 3
``concerns.OWN.text``         words of one own concern, such as ``concerns.own_1.text``; it is picked when it is new
``concerns.OWN.rated.OPTION`` how well an option does on it, a whole number from 0 to 10
``sureness.ROLE``             ``exact``, ``about`` or ``order``
``tradeoffs``                 list of trade-offs answered
``bothers_now``               list of criterion ids: side effects the person has now
``local.OPTION.FIELD``        a field of `LocalFacts`, such as ``local.rtms.waiting_weeks``
``clinic``                    a clinic's own facts, as `trd_sdm.session.clinic` reads them from its file
``leanings.FIELD``            ``first``, ``now`` (an option id or ``not_sure``), ``disagrees``
``choice.FIELD``              ``option`` (an option id or ``not_today``), ``why``, ``together``
``sure.ITEM``                 1 for yes, 0 for no; as text too, as a form sends it
``plan.FIELD``                a field of `Plan`; ``plan.checks.ENTRY`` one entry, ``plan.day`` the whole day
``planned.ENTRY``             more of the plan; see `trd_sdm.session.plan_answers`
``tracking.FIELD``            ``courses`` or ``entries``, the whole list
``week.DAY``                  None takes the notes of a day away
``week.DAY.FIELD``            what was noted on a day; see `trd_sdm.session.week_answers`
``course.start``              a course as it starts; ``.agree`` its days, ``.end`` what came of it: see `courses`
``past.FIELD``                a field of `TrialList`; ``past.trials`` is the whole list of trials
``facts.FIELD``               a field of `PatientFacts`, such as ``facts.age`` or ``facts.drugs``
``facts.FIELD.ENTRY``         one entry, such as ``facts.answers.pregnant`` or ``facts.planned.maoi``; a yes that tells
                              of thoughts of suicide or of self-harm goes to the safety log too
``lookalikes.answers.ITEM``   what came of one check; ``contributors`` alike
``lookalikes.notes.ITEM``     a note on it, up to 500 characters
``adherence.barriers.ITEM``   yes, no or unknown; ``adherence.note`` is a note
``residual.symptoms.ITEM``    yes, no or unknown; ``residual.note`` is a note
``questionnaires``            list of questionnaires answered here; item 9 goes to the safety log too
``questionnaires.NAME.ITEM``  one item of today's questionnaire, such as ``questionnaires.phq9.sleep``
``scores``                    list of scores taken elsewhere
``scores.MEASURE``            today's score of one measure, such as ``scores.isi``
``safety.check``              ``item9``, ``plan``, ``intent``, ``unable_to_stay_safe``: added to the log
``safety.answer.FIELD``       one of these, added to the log with the answers given just before
``safety.acknowledge``        ``by`` and ``done``: a clinician's word on the last stop, added to the log
``put_back.OPTION``           why a not suitable option is put back, up to 500 characters; it goes where a later
                              answer makes another rule bar the option
``country``                   two letters, such as GB
============================= ==============================================================

None takes an answer back; so do ``unknown`` and ``not_asked``, which are never kept as a no. The safety log is the
exception: it only grows, and its times are set here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from trd_sdm.evidence.faults import dotted, shown
from trd_sdm.session.clinic import with_clinic
from trd_sdm.session.concerns import with_concern_answer
from trd_sdm.session.measure_answers import measured
from trd_sdm.session.put_back import still_put_back
from trd_sdm.session.record import LOOKING, ROLES, STAY, Record
from trd_sdm.session.safety_answers import AnswerError as AnswerError
from trd_sdm.session.safety_answers import about_safety, signs_logged, with_questionnaires
from trd_sdm.session.values import LocalFacts, OwnConcern, Role

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.session.plan import Plan

OPTIONS_AT_LEAST = 3
OPTIONS_AT_MOST = 7
CRITERIA_AT_MOST = 7
CHECKED = ("lookalikes", "contributors", "adherence", "residual")
PARTS = ("past", "facts", *CHECKED, "visit", "sureness", "leanings", "choice", "plan", "tracking")
LISTS = ("questionnaires", "scores", "tradeoffs", "bothers_now")
DOTTED = ("weights", "safety", "put_back", "local", "sure", "concerns")
MEASURED = ("questionnaires", "scores")
FOLLOWED = ("week", "course", "planned")
NOT_KNOWN = (None, "unknown", "not_asked")
YES_NO = {"1": 1, "0": 0}


def is_answer(key: str) -> bool:
    """Whether a key is a question of this page, and not a button that only does something."""
    head, dot, _ = key.partition(".")
    if dot:
        return head in (*DOTTED, *FOLLOWED, *MEASURED, *PARTS)
    return key in ("shortlist", "criteria", "concerns", "clinic", "country", *LOOKING, *LISTS)


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
    moment = now or dt.datetime.now(dt.UTC)
    try:
        changed = _taken(record, key, value, library, moment)
    except ValidationError as error:
        first = error.errors()[0]
        at = dotted(first["loc"])
        where = f" at {at}" if at and at != key else ""
        message = first["msg"].removeprefix("Value error, ")
        raise AnswerError(f"{key}: {shown(first['input'])} cannot be taken{where} ({message})") from None
    if (changed.tracking, changed.facts) != (record.tracking, record.facts):
        changed = signs_logged(record, changed, moment)
    if key.partition(".")[0] in (*PARTS, *LISTS, "put_back", "concerns", "local", "clinic", *FOLLOWED):
        from trd_sdm.session.record_file import not_known

        for place, message, found, allowed in not_known(changed, library):
            raise AnswerError(f"{dotted(place)}: {message}, found {shown(found)}; allowed are {allowed}")
    return still_put_back(record, changed, library, on=moment.astimezone().date())


def _taken(record: Record, key: str, value: Any, library: Library, now: dt.datetime) -> Record:
    head, _, rest = key.partition(".")
    if head == "safety":
        return about_safety(record, key, value, now)
    if rest and head in MEASURED:
        return measured(record, key, value, now)
    return _entry(record, head, rest, value) if rest else _whole(record, key, value, library, now)


def _whole(record: Record, key: str, value: Any, library: Library, now: dt.datetime) -> Record:
    """Take an answer that is a whole field of the record."""
    if key == "shortlist":
        return record.with_(shortlist=_shortlist(value, library))
    if key == "criteria":
        return record.with_criteria(_criteria(value, record, library))
    if key == "concerns":
        return record.with_concerns(map(OwnConcern.model_validate, value or ()))
    if key == "clinic":
        return with_clinic(record, value)
    if key == "questionnaires":
        return with_questionnaires(record, value, now)
    if key == "beside":
        return record.with_(beside=_ids(value, record.shortlist, "side by side"))
    if key in (*LOOKING, *LISTS, "country"):
        return record.with_(**{key: () if key in LISTS and value is None else value})
    raise AnswerError(f"{key!r} is not a question this page asks")


def _entry(record: Record, head: str, rest: str, value: Any) -> Record:
    """Take an answer that is one entry of a field of the record."""
    if head == "weights":
        return _rated(record, f"{head}.{rest}", value)
    if head in PARTS:
        return _part(record, head, rest, value)
    if head in FOLLOWED:
        return _followed(record, head, rest, value)
    if head == "sure" and isinstance(value, str):
        value = YES_NO.get(value, value)
    if head in ("put_back", "sure"):
        return record.with_(**{head: _with_entry(getattr(record, head), rest, value)})
    if head == "concerns":
        try:
            return with_concern_answer(record, rest, value, most=CRITERIA_AT_MOST)
        except ValidationError:
            raise
        except ValueError as error:
            raise AnswerError(str(error)) from None
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
        if field == "planned" and isinstance(value, str):
            value = (value,)  # one drug picked from a list
        value = _with_entry(held, entry, value)
    elif value is None:
        value = fields[field].get_default(call_default_factory=True)
    if name == "plan":
        _in_range(part, field, value)
    changed = type(part).model_validate({**dict(part), field: value})
    return record.with_(**{name: changed})


def _in_range(plan: Plan, field: str, value: Any) -> None:
    """Refuse a score the measure does not have; a record from elsewhere may hold it all the same."""
    from trd_sdm.session.plan_answers import SCORES, check_score

    if field in SCORES:
        try:
            check_score(plan, value)
        except ValueError as error:
            raise AnswerError(str(error)) from None


def _followed(record: Record, head: str, rest: str, value: Any) -> Record:
    from trd_sdm.session import courses, plan_answers, week_answers

    takers = {"week": week_answers.noted, "course": courses.changed, "planned": plan_answers.planned}
    try:
        return takers[head](record, rest, value)
    except ValidationError:
        raise
    except ValueError as error:
        raise AnswerError(str(error)) from None


def _known_item(name: str, field: str, entry: str) -> None:
    """Refuse an item the checklist does not hold; a record from elsewhere may hold it all the same."""
    if name not in CHECKED:
        return
    from trd_sdm.clinical.knowledge import load_clinical

    known = getattr(load_clinical(), name)
    items = known.items if name in ("lookalikes", "contributors") else getattr(known, field)
    if entry not in items:
        raise AnswerError(f"{name}.{field}: {entry} is not known; allowed are {', '.join(items)}")


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
