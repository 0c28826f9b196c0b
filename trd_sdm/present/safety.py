"""What the screen about safety says: where to turn, why we stopped, what was done. Never a score."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from markupsafe import Markup

from trd_sdm.clinical.crisis import CrisisLines, LocalHelp, load_crisis_lines
from trd_sdm.clinical.safety_stop import STOP, URGENT, ZERO, Acknowledgement, stop_needed
from trd_sdm.present.disclaimer import day_words

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
GO_ON = "This was done. Go on."
FIRST = "Say who acted and what was done. Then you can go on."


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
    items = Markup("").join(map(_line, _shown(found)))
    gap = found.gap if country else ""
    said = Markup("<ul class='trd-lines'>{}</ul>").format(items) if items else Markup("<p>{}</p>").format(gap)
    return str(Markup("<p class='trd-emergency'><b>{}</b></p>{}").format(found.emergency, said))


def _shown(found: LocalHelp) -> list[tuple[str, str, str]]:
    return [
        (local.line.name, local.line.contact, " ".join(filter(None, (_checked(local.line.verified_on), local.warning))))
        for local in found.lines
    ]


def _checked(on: dt.date | None) -> str:
    return f"Number checked on {day_words(on)}." if on else "Nobody here has checked this number yet."


def _line(line: tuple[str, str, str]) -> Markup:
    name, contact, checked = line
    return Markup("<li><b>{}</b>: <b class='trd-contact'>{}</b> <span class='trd-note'>{}</span></li>").format(
        name, contact, checked
    )


def stop_panel(hold: SafetyHold) -> str:
    """Say that the talk stops here and why, as HTML; empty where the stop does not hold."""
    if not hold.holds:
        return ""
    why = Markup("").join(Markup("<li>{}</li>").format(text) for text in hold.why)
    return str(
        Markup(
            "<section class='trd-stop'><h3>We stop here for now</h3>"
            "<p>{}</p><ul>{}</ul><p>Nothing is lost. Your answers wait.</p></section>"
        ).format(STOP.removeprefix("We stop here for now. "), why)
    )


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
