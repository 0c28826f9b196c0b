"""The note for the record: plain text in a clinician's words, short or long.

It is the one export that is made while the safety stop holds; it then says so first and compares nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from trd_sdm.clinical.safety_stop import stop_needed
from trd_sdm.clinical.verdicts import LEVEL_WORDS
from trd_sdm.export.free_text import one_line, quoted
from trd_sdm.export.gathered import Gathered
from trd_sdm.export.note_plan import choice_lines, plan_lines, sure_lines
from trd_sdm.export.note_weeks import week_lines
from trd_sdm.present import local_words
from trd_sdm.present.disclaimer import DISCLAIMER
from trd_sdm.present.gaps import gap_note
from trd_sdm.present.numbers import count_of_100, plural, points, rest_of_100
from trd_sdm.present.roles import ABOUT, PRESENT, WHO
from trd_sdm.present.safety import line_texts
from trd_sdm.present.words import listed
from trd_sdm.session.record import ROLES
from trd_sdm.session.safety_answers import as_asked, not_asked

if TYPE_CHECKING:
    from trd_sdm.session.appraisal import RoleFit

TITLE = "SHARED DECISION NOTE: TREATMENT-RESISTANT DEPRESSION"
MADE_UP = "TEACHING CASE, MADE UP. NOT FOR ANYBODY'S RECORD."
FINDING = {"met": "met", "not_met": "not met", "cannot_tell": "cannot tell"}
VERDICT = {"adequate": "adequate", "not_adequate": "not adequate", "cannot_tell": "cannot tell"}
NOTHING = "none recorded"
SURENESS = {"exact": "exact", "about": "about right", "order": "an order only"}
ASKED = 5  # questions named for each option, those behind the gravest rules first

NOT_ASKED = {
    "item9": "PHQ-9 item 9",
    "plan": "plan",
    "intent": "intent",
    "unable_to_stay_safe": "able to stay safe",
}

Lines = Iterator[str]


def note(held: Gathered, *, long: bool = False) -> str:
    """Write the note.

    Parameters
    ----------
    held : Gathered
    long : bool
        With the reasons, the trials one by one, the open checks and what each number rests on.

    Returns
    -------
    str
        Lines with a heading in capitals before each block; what a person typed stands in quotes on one line.
    """
    record = held.record
    head = [TITLE, held.versions, f"Note made for {held.on.isoformat()}."]
    if record.mode == "teaching":
        head.insert(1, MADE_UP)
    blocks: list[tuple[str, Iterable[str]]] = [
        ("VISIT", _visit(held)),
        ("SAFETY", _safety(held, long=long)),
        ("REVIEW", _review(held, long=long)),
    ]
    if not record.is_stopped:
        blocks += [
            ("FOLLOW-UP", week_lines(held, long=long)),
            ("OPTIONS", _options(held, long=long)),
            ("WEIGHED", _weighed(held)),
            ("FIT", _fit(held, long=long)),
            ("CHOICE", choice_lines(held)),
            ("PLAN", plan_lines(held, long=long)),
            ("SURE", sure_lines(held)),
        ]
    blocks.append(("MADE WITH", _made_with(held)))
    said = list(head)
    for heading, lines in blocks:
        kept = [line for line in lines if line]
        if kept:
            said += ["", heading, *kept]
    return "\n".join(said) + "\n"


def _visit(held: Gathered) -> Lines:
    visit = held.record.visit
    present = listed([PRESENT[who][0].lower() for who in visit.present])
    about = "; ".join(ABOUT[what][0].lower() for what in visit.about)
    yield f"Present: {present or NOTHING}. About: {about or NOTHING}."
    if visit.note:
        yield f"In the person's words: {quoted(visit.note)}"


def _safety(held: Gathered, *, long: bool) -> Lines:
    stop, log = held.review.safety_stop, held.record.safety
    if stop.holds:
        yield "SAFETY STOP HOLDS. The options were not compared. No clinician has recorded what was done."
        yield from (f"- {why}" for why in stop.why)
        yield held.help.emergency
        yield from (f"- {text}" for text in line_texts(held.help))
    elif not stop.asked:
        yield "Suicidal thoughts and safety: not asked in this conversation."
    else:
        asked_on = f" Last asked {log.checks[-1].answered_at:%Y-%m-%d}." if log.checks else ""
        yield f"{stop.text}{asked_on} This kit makes no score of risk."
    if left := [NOT_ASKED[name] for name in not_asked(log)]:
        yield f"Not asked in the safety check of {log.checks[-1].answered_at:%Y-%m-%d}: {', '.join(left)}."
    for one in log.acknowledgements:
        signs = " ".join(stop_needed(one.covers).why)
        yield f"{one.at:%Y-%m-%d %H:%M} UTC, acted on by {quoted(one.by)}: {quoted(one.done)} [{signs}]"
    if long:
        for check in as_asked(log):
            item9 = "not asked" if check.item9 is None else str(check.item9)
            rest = f"plan {check.plan}, intent {check.intent}, unable to stay safe {check.unable_to_stay_safe}"
            yield f"Asked {check.answered_at:%Y-%m-%d %H:%M} UTC: PHQ-9 item 9 {item9}, {rest}."


def _review(held: Gathered, *, long: bool) -> Lines:
    found, history = held.review, held.review.history
    adequate = sum(judged.verdict == "adequate" for _, judged in found.trials)
    listed_ = f"{len(found.trials)} trial{'' if len(found.trials) == 1 else 's'} listed, {adequate} adequate"
    yield f"Treatment resistance (2 or more adequate failed trials): {FINDING[history.trd.finding]}. {listed_}."
    for place, (trial, judged) in enumerate(found.trials, 1):
        name = quoted(trial.agent) or trial.kind
        parts = [f"{place}. {name}: {VERDICT[judged.verdict]}"]
        if trial.daily_dose is not None:
            parts.append(f"{trial.daily_dose:g} a day")
        if trial.weeks is not None:
            parts.append(plural(f"{trial.weeks:g}", "week"))
        parts.append(f"outcome {trial.outcome.replace('_', ' ')}")
        yield ", ".join(parts) + "."
        if long:
            yield from (f"   {reason.text}" for reason in judged.reasons)
            yield f"   In the person's words: {quoted(trial.note)}" if trial.note else ""
    for scored in found.questionnaires:
        total = "no total, items unanswered" if scored.total is None else f"{scored.total} ({scored.band})"
        yield f"{held.clinical.instruments[scored.instrument].name}: {total}."
    for reading in found.scores:
        band = f" ({reading.band})" if reading.band else ""
        yield f"{held.clinical.measures.measures[reading.measure].name}: {reading.score:g}{band}, entered by hand."
    for sign in history.warnings:
        yield f"Look out: {sign.says.text}"
    for taken in found.taken_now:
        said = " ".join(f"{one.clinician} [{one.rule}, read for a drug taken already]" for one in taken.findings)
        yield f"Taken now: {quoted(', '.join(taken.drugs))}. {said}"
    positive = [item.name for summary in found.checks for item in summary.positive]
    open_ = [item.name for summary in found.checks for item in summary.open]
    yield f"Found on the checklists: {'; '.join(positive)}." if positive else ""
    yield f"Checks still open: {'; '.join(open_) if long else len(open_)}." if open_ else ""
    if long:
        yield f"Thase-Rush: {history.thase_rush.reason}"
        yield f"Maudsley: {history.maudsley.reason}"
        yield from (f"{group.title}: {group.meaning}" for group in history.groups)
        yield from (f"In the way of taking a treatment: {one.name}." for one in found.adherence.found)
        yield from (f"Left where a treatment helped in part: {one.name}." for one in found.residual.targets)


def _options(held: Gathered, *, long: bool) -> Lines:
    for option in held.shown:
        standing = held.review.standing(option)
        level = LEVEL_WORDS[standing.verdict.level]
        rest = f"; {standing.verdict.open_words}" if standing.verdict.open_words else ""
        left = " LEFT OUT OF THE FIT." if option in held.appraisal.left_out else ""
        yield f"- {held.option_name(option)}: {level}{rest}.{left}"
        yield from (f"    {one.clinician} [{one.rule}, {one.basis}]" for one in standing.verdict.fired)
        if standing.put_back is not None:
            yield f"    Put back by the clinician: {quoted(standing.put_back)}"
        yield from (f"    Here: {one_line(said)}" for said in local_words.used(held.record, held.library, option))
        washout = held.review.washouts[option]
        if washout.waits:
            yield f"    Gap between drugs: {washout.text}"
        if long:
            asked = standing.verdict.questions
            more = f" And {len(asked) - ASKED} more." if len(asked) > ASKED else ""
            if asked:
                yield f"    Would settle more: {' '.join(question.text for question in asked[:ASKED])}{more}"


def _weighed(held: Gathered) -> Lines:
    record = held.record
    if not record.criteria:
        yield "Nothing was picked as mattering."
        return
    yield "Swing points, 0 to 100, patient / clinician:"
    for criterion in record.criteria:
        rated = [record.weights.of(role).get(criterion) for role in ROLES]
        both = " / ".join("not rated" if value is None else f"{value:g}" for value in rated)
        name = held.library.criteria[criterion].name
        yield f"- {quoted(name) if criterion.startswith('own_') else name}: {both}"
    taken = "; ".join(f"{role} {SURENESS[getattr(record.sureness, role)]}" for role in ROLES)
    yield f"Points taken as: {taken}."
    if record.tradeoffs:
        yield f"Checked by {len(record.tradeoffs)} forced trade-off{'' if len(record.tradeoffs) == 1 else 's'}."


def _fit(held: Gathered, *, long: bool) -> Lines:
    level = held.library.assumptions.interval_level.value
    for role in ROLES:
        fit = held.appraisal.roles[role]
        if fit is None:
            yield f"{WHO[role]}: nothing rated, so no fit."
            continue
        yield f"By the {role}'s weights, 0 to 100 (middle {level:.0%} of {held.appraisal.draws:,} draws):"
        yield from (f"- {line}" for line in _fit_lines(held, fit, long=long))
        if fit.unused_answers:
            clash = plural(str(len(fit.unused_answers)), "trade-off answer")
            one = len(fit.unused_answers) == 1
            yield f"  {clash} {'clashes and does' if one else 'clash and do'} not count until mended."
    near = held.library.assumptions.near_tie_points.value
    yield f"Fits less than {near:g} points apart are a tie. The fit informs; it recommends nothing."


def _fit_lines(held: Gathered, fit: RoleFit, *, long: bool) -> Lines:
    for option in held.appraisal.options:
        mid, low, high = (points(part[option]) for part in (fit.fit, fit.low, fit.high))
        gaps = [name for name in held.appraisal.unknown[option] if name in fit.weights]
        names = {name: held.library.criteria[name].plain for name in gaps}
        named = f"; {gap_note(gaps, names)}" if gaps else ""
        often = fit.first_of_100[option]
        first = f"; first in {count_of_100(often)} of 100 draws, not in {rest_of_100(often)}" if long else ""
        flag = "; not ranked" if option in held.appraisal.unranked else ""
        yield f"{held.library.options[option].short_name}: {mid} ({low} to {high}){first}{flag}{named}"


def _made_with(held: Gathered) -> Lines:
    appraisal, library = held.appraisal, held.library
    yield f"{held.versions}"
    widened = "widened by certainty" if held.record.widen_by_certainty else "not widened by certainty"
    yield f"Draws {appraisal.draws}, seed {appraisal.seed}, spread {widened}."
    if held.record.library_version != library.version:
        yield f"The record was made with evidence {held.record.library_version}; these numbers are newer."
    yield library.status
    yield DISCLAIMER
