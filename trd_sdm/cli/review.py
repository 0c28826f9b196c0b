"""``trd-sdm review``: what a record says before its options are compared."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from trd_sdm.cli.messages import day_or_refuse, refuse

if TYPE_CHECKING:
    from trd_sdm.clinical.history import WhyGroup
    from trd_sdm.clinical.verdicts import Finding, OptionVerdict
    from trd_sdm.clinical.washout import Wait, Washout
    from trd_sdm.evidence import Library
    from trd_sdm.session.record import Record
    from trd_sdm.session.review import Review

FINDING = {"met": "met", "not_met": "not met", "cannot_tell": "cannot tell"}
VERDICT = {"adequate": "a fair trial", "not_adequate": "not a fair trial", "cannot_tell": "cannot tell"}
WAITING = {"still_taking": "still taken", "date_unknown": "day of the last dose not known"}
STATUS = {"not_asked": "not asked", "asked": "asked, no answer yet", "unsure": "unsure"}


def review(
    record: Annotated[Path, typer.Argument(help="A record file saved from the session app.")],
    *,
    on: Annotated[str | None, typer.Option(help="Day it is judged for, YYYY-MM-DD; today by default.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Say what was tried, what is still open, and what the safety rules say of each option."""
    from trd_sdm.clinical.knowledge import load_clinical
    from trd_sdm.clinical.safety_rules_load import load_safety_rules
    from trd_sdm.evidence import load_library
    from trd_sdm.session import review as reviewing
    from trd_sdm.session.record_file import RecordError, read_record

    day = day_or_refuse(on)
    library = load_library()
    try:
        held = read_record(record, library)
    except RecordError as error:
        refuse(*error.faults)
    found = reviewing.review(held, library, load_clinical(), load_safety_rules(library), on=day)
    if as_json:
        typer.echo(json.dumps(review_report(found), indent=1, ensure_ascii=False))
    else:
        typer.echo("\n".join(format_review(found, held, library)))


def review_report(found: Review) -> dict[str, Any]:
    """Give the review as plain data."""
    history = found.history
    return {
        "safety_stop": {"holds": found.safety_stop.holds, "why": list(found.safety_stop.why)}
        | {"text": found.safety_stop.text},
        "trials": [
            {"trial": trial.model_dump(mode="json"), **judgement.model_dump(mode="json")}
            for trial, judgement in found.trials
        ],
        "trd": history.trd.model_dump(mode="json"),
        "warnings": [sign.model_dump(mode="json") for sign in history.warnings],
        "why_steps_failed": [group.model_dump(mode="json") for group in history.groups],
        "stages": {
            "thase_rush": history.thase_rush.model_dump(mode="json"),
            "maudsley": history.maudsley.model_dump(mode="json"),
        },
        "open_checks": [
            {"list": summary.kind, "id": item.id, "name": item.name, "status": item.status}
            for summary in found.checks
            for item in summary.open
        ],
        "positive_checks": [
            {"list": summary.kind, **item.model_dump(mode="json")}
            for summary in found.checks
            for item in summary.positive
        ],
        "barriers": found.adherence.model_dump(mode="json"),
        "residual": found.residual.model_dump(mode="json"),
        "verdicts": {option: _verdict(verdict, found) for option, verdict in found.verdicts.items()},
        "washouts": {option: _washout(held) for option, held in found.washouts.items()},
        "taken_from_trials": list(found.taken_from_trials),
        "taken_now": [
            {"option": held.option, "drugs": list(held.drugs), "findings": [_finding(one) for one in held.findings]}
            for held in found.taken_now
        ],
        "put_back": dict(found.put_back),
        "library_version": found.library_version,
        "on": found.on.isoformat(),
    }


def _verdict(verdict: OptionVerdict, found: Review) -> dict[str, Any]:
    standing = found.standing(verdict.option)
    return {
        "level": verdict.level,
        "text": verdict.text,
        "could_become": verdict.could_become,
        "in_fit": standing.in_fit,
        "put_back": standing.put_back,
        "fired": [_finding(one) for one in verdict.fired],
        "cannot_tell": [_finding(one) for one in verdict.cannot_tell],
    }


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "level": one.level,
        "patient": one.patient,
        "clinician": one.clinician,
        "basis": one.basis,
        "by_analogy": one.by_analogy,
        "sources": list(one.sources),
        "washouts": list(one.washouts),
        "questions": [{"kind": asked.kind, "about": asked.about, "text": asked.text} for asked in one.questions],
    }


def _washout(held: Washout) -> dict[str, Any]:
    return {
        "text": held.text,
        "earliest": held.earliest.isoformat() if held.earliest else None,
        "not_before": held.not_before.isoformat() if held.not_before else None,
        "waits": [
            {
                "washout": wait.washout,
                "drug": wait.drug,
                "days": wait.days,
                "longest_days": wait.longest_days,
                "state": wait.state,
                "earliest": wait.earliest.isoformat() if wait.earliest else None,
                "certain": wait.certain,
                "basis": wait.basis,
                "sources": list(wait.sources),
                "text": wait.patient,
            }
            for wait in held.waits
        ],
        "questions": [asked.text for asked in held.questions],
    }


def format_review(found: Review, record: Record, library: Library) -> Iterator[str]:
    """Give the review in plain words, line by line; a safety stop that holds comes first."""
    if found.safety_stop.holds:
        yield found.safety_stop.text
        yield from _local_help(record, found.on)
        yield ""
    yield f"Judged for {found.on.isoformat()} with evidence {found.library_version}."
    yield from _history(found)
    yield from _checks(found)
    yield from _options(found, library)
    yield ""
    if not found.safety_stop.holds:
        yield found.safety_stop.text
    yield "This informs a talk; it recommends nothing. Change no drug without your clinician."


def _local_help(record: Record, on: dt.date) -> Iterator[str]:
    from trd_sdm.clinical.crisis import load_crisis_lines
    from trd_sdm.present.safety import line_texts

    local = load_crisis_lines().local(record.country, on)
    yield local.emergency
    yield from (f"  {text}" for text in line_texts(local))


def _heading(text: str) -> tuple[str, str]:
    return "", text.upper()


def _origin(basis: str, sources: Iterable[str]) -> str:
    named = ", ".join(sources)
    return f"({basis}; {named})" if named else f"({basis})"


def _history(found: Review) -> Iterator[str]:
    history = found.history
    yield from _heading("What was tried")
    for place, (trial, judged) in enumerate(found.trials, 1):
        yield f"{place}. {_one_line(trial.agent or trial.kind)}: {VERDICT[judged.verdict]}"
        yield from (f"   {reason.text}" for reason in judged.reasons)
        yield f"   {_origin(judged.basis, judged.sources)}"
    yield from dict.fromkeys(judged.proxy for _, judged in found.trials)
    if not found.trials:
        yield "No trial is listed."
    yield from _heading("Is it resistance")
    yield f"Definition: {FINDING[history.trd.finding]}. {' '.join(history.trd.why)}"
    yield f"  {history.trd.definition.text} {_origin(history.trd.definition.basis, history.trd.definition.sources)}"
    yield from (f"  {note.text} {_origin(note.basis, note.sources)}" for note in history.trd.notes)
    for sign in history.warnings:
        yield f"Look out: {sign.says.text}{_places(sign.trials)} {_origin(sign.says.basis, sign.says.sources)}"
    yield from _heading("Stages")
    band = f" Band: {history.maudsley.band}." if history.maudsley.band else ""
    yield f"Thase-Rush: {history.thase_rush.reason}"
    yield from (f"  {limit.text}" for limit in history.thase_rush.limits)
    yield f"Maudsley: {history.maudsley.reason}{band}"
    yield from (f"  {part.text}: {_span(part.low, part.high)}" for part in history.maudsley.parts)
    yield from (f"  {limit.text}" for limit in history.maudsley.limits)
    if history.groups:
        yield from _heading("Why steps failed")
        for group in history.groups:
            yield from _group(group)


def _group(group: WhyGroup) -> Iterator[str]:
    yield f"{group.title}{_places(group.trials)} {group.meaning}"
    yield from (f"  {pointer.text} {_origin(pointer.basis, pointer.sources)}" for pointer in group.points_to)


def _places(trials: tuple[int, ...]) -> str:
    """Name trials by the numbers of the list above, which begins at 1."""
    named = ", ".join(str(place + 1) for place in trials)
    return f" [trial{'s' if len(trials) > 1 else ''} {named}]" if trials else ""


def _span(low: int, high: int) -> str:
    points = str(low) if low == high else f"{low} to {high}"
    return f"{points} point{'' if points == '1' else 's'}"


def _one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _checks(found: Review) -> Iterator[str]:
    yield from _heading("Checks")
    for summary in found.checks:
        for item in summary.positive:
            yield f"Found: {item.name}. {item.changes.text} {_origin(item.changes.basis, item.changes.sources)}"
    for summary in found.checks:
        yield from (f"Open: {item.name} ({STATUS[item.status]})" for item in summary.open)
    for barrier in found.adherence.found:
        yield f"In the way: {barrier.name}. May help: {' '.join(remedy.text for remedy in barrier.remedies)}"
    for target in found.residual.targets:
        yield f"Still there: {target.name}. {' '.join(pointer.text for pointer in target.targets)}"


def _wait(wait: Wait) -> str:
    day = f"not before {wait.earliest.isoformat()}" if wait.earliest else WAITING[wait.state]
    may = "" if wait.certain else " This may not apply: a drug is not known or not picked yet."
    return f"{wait.drug}: {day}. {wait.patient}{may} {_origin(wait.basis, wait.sources)}"


def _options(found: Review, library: Library) -> Iterator[str]:
    yield from _heading("What the safety rules say")
    if found.taken_from_trials:
        yield f"Counted as taken now, from the list of trials: {', '.join(found.taken_from_trials)}."
    for held in found.taken_now:
        yield f"A drug taken now: {', '.join(map(_one_line, held.drugs))}. Do not stop or change a drug on your own."
        yield from (f"  {one.patient} {_origin('inferred', (one.rule, *one.sources))}" for one in held.findings)
    questions: dict[str, None] = {}
    for option, verdict in found.verdicts.items():
        standing = found.standing(option)
        yield f"{library.options[option].text.name}: {verdict.text}"
        yield from (f"  {one.patient} {_origin(one.basis, (one.rule, *one.sources))}" for one in verdict.fired)
        if standing.put_back is not None:
            yield f"  Put back by the clinician: {_one_line(standing.put_back)}"
        elif not standing.in_fit:
            yield "  Left out of the fit."
        gap = found.washouts[option]
        if gap.waits or gap.questions:
            yield f"  Gap between drugs: {gap.text}"
            yield from (f"    {_wait(wait)}" for wait in gap.waits)
        asked = (*verdict.questions, *gap.questions)
        questions.update(dict.fromkeys(question.text for question in asked))
    if questions:
        yield from _heading("Questions that would settle more")
        yield from (f"- {text}" for text in questions)
