"""The four lanes of the calendar chart: what stands in each cell, and the words above each lane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trd_sdm.present import course_words

if TYPE_CHECKING:
    from trd_sdm.clinical.course_calendar import Calendar, Row
    from trd_sdm.clinical.course_plans import Span

LANES = ("visits", "driving", "tests", "gain")
SOLID, OPEN, UNKNOWN, FELT = "solid", "open", "unknown", "felt"


def lane_cells(made: Calendar, row: Row) -> dict[str, dict[str, str]]:
    """Give what stands in the cells of one week, by lane: its kind and its label; an empty cell is left out."""
    found: dict[str, dict[str, str]] = {}
    if row.kind == "waiting":
        return found
    comes = row.load.visits + row.load.home
    if comes.high:
        found["visits"] = _cell(comes)
    elif row.not_known:
        found["visits"] = {"kind": UNKNOWN, "label": "?"}
    if not made.driving_known:
        found["driving"] = {"kind": UNKNOWN, "label": "?"}
    elif row.load.no_driving.high:
        found["driving"] = _cell(row.load.no_driving)
    elif row.driving_open:
        found["driving"] = {"kind": UNKNOWN, "label": "?"}
    if row.tests:
        found["tests"] = {"kind": SOLID if any(test.sure for test in row.tests) else OPEN, "label": "T"}
    if row.felt:
        found["gain"] = {"kind": FELT, "label": ""}
    return found


def _cell(span: Span) -> dict[str, str]:
    return {"kind": SOLID if span.low == span.high else OPEN, "label": tight(course_words.ends(span))}


def tight(said: str) -> str:
    """Write spans and lists as they are drawn, where a phone has little room; what is read out keeps its words."""
    return said.replace(" to ", "\u2013").replace(" and ", ", ").replace("First gain: ", "Gain: ")


def lane_words(made: Calendar) -> dict[str, str]:
    """Give the words above each lane: its total, or that it is not known."""
    return {
        "visits": _visits(made),
        "driving": _driving(made),
        "tests": _tests(made),
        "gain": _gain(made),
    }


def _visits(made: Calendar) -> str:
    if not made.visits_known:
        return "Visits: no good data"
    clinic, home = made.load.visits, made.load.home
    more = f", {course_words.MORE}" if made.is_open else ""
    if home.high:
        return f"At home: {course_words.ends(home)}. Clinic: {course_words.ends(clinic)}{more}"
    first = made.before.load.visits
    before = f" ({course_words.ends(first)} before)" if first.high and not more else ""
    return f"Visits: {course_words.ends(clinic)}{before}{more}"


def _driving(made: Calendar) -> str:
    if not made.driving_known:
        return "No driving: not known"
    return f"No driving: {course_words.driving_words(made)}" if made.load.no_driving.high else "No driving ban named"


def _tests(made: Calendar) -> str:
    weeks = [row.week for row in made.rows if row.tests]
    first = "before" if made.before.tests else ""
    later = course_words.in_weeks(weeks) if weeks else ""
    if not (first or later):
        return "Tests: no set weeks"
    return f"Tests: {', '.join(filter(None, (first, later)))}"


def _gain(made: Calendar) -> str:
    felt = [row.week for row in made.rows if row.felt]
    first = course_words.in_weeks(felt) if felt else ""
    if not first:
        early = next((point for point in made.later if point.kind == "early_signal"), None)
        first = course_words.NOT_KNOWN if early is None else "later"
    full = [row.week for row in made.rows for point in row.looks if point.kind == "full_trial"]
    judged = f"week {full[0]}" if full else "later"
    return f"First gain: {first}. Judge: {judged}"
