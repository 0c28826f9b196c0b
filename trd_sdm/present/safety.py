"""What the screen about safety says: where to turn, why we stopped, what was done. Never a score."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from markupsafe import Markup

from trd_sdm.clinical.crisis import CrisisLines, LocalHelp, LocalLine, load_crisis_lines
from trd_sdm.clinical.safety_stop import STOP, URGENT, ZERO, Acknowledgement, SafetyLog, stop_needed
from trd_sdm.present.disclaimer import day_words
from trd_sdm.present.words import listed
from trd_sdm.session.safety_answers import not_asked

if TYPE_CHECKING:
    from trd_sdm.session.review import SafetyHold

ELSEWHERE = "ZZ"
"""A code that ISO 3166 leaves free: a country we have no line for."""

COUNTRIES = {
    "US": "United States",
    "CA": "Canada",
    "GB": "United Kingdom",
    "IE": "Ireland",
    "AU": "Australia",
    ELSEWHERE: "Another country",
}
ASK = f"For the clinician to ask. {ZERO}"
YES_NO = {"yes": "Yes", "no": "No"}
QUESTIONS: dict[str, str] = {str(key): text for key, text in URGENT.items()}
BY = "Who acted"
BY_HELP = "The clinician's role or initials. No patient names."
DONE = "What was done"
DONE_HELP = "For example: talked in private, made a safety plan, called the crisis team."
GO_ON = "I am the clinician. This was done."
FIRST = "Say who acted and what was done. Then you can go on."
WITH_YOU = "Is a clinician with you now?"
WITH_YOU_ANSWERS = {"yes": "Yes", "no": "No, not now"}
ALONE = (
    "You need not fill in anything here. Please tell somebody now: call {call}, your clinic, or a person you "
    "trust. The next part is for your clinician. Save a copy below, so that they can see what you noted."
)
CALL_ABOVE, CALL_EMERGENCY = "a number above", "your local emergency number"
UNCONFIRMED = "Your clinic has not confirmed these numbers yet."
NOT_ASKED_ABOUT = "Not asked about yet."
NEEDS_CLINICIAN = "Only a clinician who is with you now can go on from here."
OWN_PLAN = "Your safety plan:"
EVERYWHERE = "Or call a crisis line:"
STOPPED = "We stop here for now"


def country_name(code: str) -> str:
    """Give a country's name; a code we have no name for stands for itself."""
    return COUNTRIES.get(code, code)


def countries(lines: CrisisLines | None = None) -> dict[str, str]:
    """Give every country to choose from: those with a line, then any other."""
    known = (lines or load_crisis_lines()).countries
    return {code: country_name(code) for code in (*known, ELSEWHERE)}


def local_help(country: str | None, on: dt.date, lines: CrisisLines | None = None) -> str:
    """Give where to turn, as HTML: the emergency number first, then the lines of the country.

    Parameters
    ----------
    country : str, optional
        Nothing where none was chosen yet; the emergency number is shown all the same.
    on : date
        Decides which numbers need to be checked again.
    lines : CrisisLines, optional
        The packaged ones by default.
    """
    found = (lines or load_crisis_lines()).local(country or ELSEWHERE, on)
    return str(_emergency(found) + (_lines(found) if country else Markup("")))


def _emergency(found: LocalHelp) -> Markup:
    return Markup("<p class='trd-emergency'><b>{}</b></p>").format(found.emergency)


def _lines(found: LocalHelp) -> Markup:
    if not found.lines:
        return Markup("<p>{}</p>").format(found.gap)
    shown = [_line(one) for one in found.lines] if found.country else _by_contact(found)
    told = " ".join(filter(None, (_unconfirmed(found), found.if_no_answer)))
    notes = Markup("<p class='trd-note'>{}</p>").format(told)
    return Markup("<ul class='trd-lines'>{}</ul>").format(Markup("").join(shown)) + notes


def _unconfirmed(found: LocalHelp) -> str:
    """Say once of the numbers of many countries that some are not confirmed; one country's lines say it each."""
    return UNCONFIRMED if not found.country and not all(one.is_confirmed for one in found.lines) else ""


def _by_contact(found: LocalHelp) -> list[Markup]:
    """Give each number once, with the countries it is for."""
    return [
        Markup("<li>{}: {}</li>").format(listed(names), _contact(contact, dial))
        for (contact, dial), names in _numbers(found).items()
    ]


def _numbers(found: LocalHelp) -> dict[tuple[str, str | None], list[str]]:
    countries: dict[tuple[str, str | None], list[str]] = {}
    for one in found.lines:
        names = countries.setdefault((one.line.contact, one.line.dial), [])
        if country_name(one.line.country) not in names:
            names.append(country_name(one.line.country))
    return countries


def _contact(contact: str, dial: str | None) -> Markup:
    """Show how to reach a line; on a phone its number can be tapped, where the file gives one to dial."""
    shown = Markup("<b class='trd-contact'>{}</b>").format(contact)
    return Markup("<a href='tel:{}'>{}</a>").format(dial, shown) if dial else shown


def _line(one: LocalLine) -> Markup:
    on = one.line.verified_on
    checked = f"Number checked on {day_words(on)}." if on and one.is_confirmed else one.checked
    return Markup("<li><b>{}</b>: {} <span class='trd-note'>{}</span></li>").format(
        one.line.name, _contact(one.line.contact, one.line.dial), checked
    )


def line_texts(found: LocalHelp) -> tuple[str, ...]:
    """Give the lines as plain sentences; with no country chosen, each number with the countries it is for."""
    if found.country:
        said = [one.text for one in found.lines] or [found.gap]
    else:
        said = [f"{listed(names)}: {contact}." for (contact, _), names in _numbers(found).items()]
    return tuple(filter(None, (*said, _unconfirmed(found), found.if_no_answer)))


def alone_panel(country: str | None, on: dt.date) -> str:
    """Say to somebody alone what to do now, and what not to bother with, as HTML."""
    lines = load_crisis_lines().local(country, on).lines
    return str(Markup("<p>{}</p>").format(ALONE.format(call=CALL_ABOVE if lines else CALL_EMERGENCY)))


def stop_panel(hold: SafetyHold, country: str | None, on: dt.date, safety_plan: str | None = None) -> str:
    """Say that the talk stops here, where to turn now, and why we stopped, as HTML; empty where no stop holds.

    A number stands there before any country was chosen: nobody has to answer a question first.

    Parameters
    ----------
    hold : SafetyHold
    country : str, optional
    on : date
        Decides which numbers need to be checked again.
    safety_plan : str, optional
        Where the person's own safety plan is kept, in their words.
    """
    if not hold.holds:
        return ""
    found = load_crisis_lines().local(country, on)
    own = Markup("<p><b>{}</b> {}</p>").format(OWN_PLAN, safety_plan) if safety_plan else Markup("")
    which = Markup("<p class='trd-which'>{}</p>").format(EVERYWHERE) if found.lines else Markup("")
    why = Markup("").join(Markup("<li>{}</li>").format(text) for text in hold.why)
    return str(
        Markup(
            "<section class='trd-stop'><h3>{}</h3>{}{}{}{}"
            "<p>{}</p><ul>{}</ul><p>Nothing is lost. Your answers wait.</p></section>"
        ).format(STOPPED, _emergency(found), which, _lines(found), own, STOP.removeprefix(f"{STOPPED}. "), why)
    )


def asked_words(log: SafetyLog, on: dt.date) -> str:
    """Say what was not asked about safety in the talk of a day; empty where all was.

    Answers of another day are dated, and never stand for this one.
    """
    if not log.checks:
        return NOT_ASKED_ABOUT
    last = log.checks[-1].answered_at.date()
    if (on - last).days > 1:  # a day apart may be the same one elsewhere
        return f"Last asked on {day_words(last)}."
    return not_asked_words(len(not_asked(log)))


def not_asked_words(open_: int) -> str:
    """Say how many of the questions about safety were not asked yet; empty where all were.

    Examples
    --------
    >>> not_asked_words(1), not_asked_words(0)
    ('1 of 4 not asked yet.', '')
    """
    return f"{open_} of {len(QUESTIONS) + 1} not asked yet." if open_ else ""


def acted_on(acknowledgements: tuple[Acknowledgement, ...]) -> str:
    """List what was done about each stop, the last one first, as HTML; empty where there was none."""
    if not acknowledgements:
        return ""
    rows = Markup("").join(
        Markup("<li><b>{}</b>, {}: {} <span class='trd-note'>({})</span></li>").format(
            moment(one.at), one.by, one.done, " ".join(stop_needed(one.covers).why)
        )
        for one in reversed(acknowledgements)
    )
    return str(Markup("<section class='trd-card trd-acted'><h3>What was done</h3><ul>{}</ul></section>").format(rows))


def moment(at: dt.datetime) -> str:
    """Write a moment in the time of this place.

    Examples
    --------
    >>> moment(dt.datetime(2026, 11, 3, 9, 5, tzinfo=dt.UTC)).startswith("3 November 2026")
    True
    """
    here = at.astimezone()
    return f"{day_words(here.date())}, {here:%H:%M}"
