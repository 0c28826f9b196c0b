"""What is said when a file is opened beside what is on the screen: which is newer, what it adds, where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from trd_sdm.present.differing import BREAK, differing
from trd_sdm.present.disclaimer import day_words
from trd_sdm.present.safety import moment
from trd_sdm.present.saved import CHANGED
from trd_sdm.present.words import listed
from trd_sdm.session.bringing import later

if TYPE_CHECKING:
    from trd_sdm.present.differing import Told
    from trd_sdm.present.places import PlaceNames
    from trd_sdm.session.bringing import Added, Beside, Copy, Topic

TITLE = "What shall we do with this copy?"
WHY = "A talk is on the screen already. Nothing has changed yet."
REPLACE = "Open this copy in place of the one on screen"
REPLACE_DETAIL = "Undo brings back what is on screen now."
JOIN = "Join it with the one on screen"
JOIN_DETAIL = "Both are put together. Where they differ, you choose."
LEAVE = "Leave it"
LEAVE_DETAIL = "What is on screen stays as it is."
JOINING = "Join the two copies"
JOINING_WHY = "Look through this together. Nothing has changed yet."
COMES_IN = "What comes in from \u201c{}\u201d"
NOTHING_NEW = "Nothing new. The two only differ in what stands below."
NO_DIFFERENCE = "Nothing else differs, so there is nothing to choose."
DIFFER = "Where the two differ"
ONE_BY_ONE = "One by one"
FROM_SCREEN, FROM_FILE = "Take all from the screen", "Take all from the file"
ON_SCREEN, IN_FILE = "On screen", "In the file"
JOIN_THEM = "Join them"
JOIN_THEM_DETAIL = "If anything changes, it is one step. Undo takes it back."
STOP_IN_FILE = "The safety stop holds in this file. If you open or join it, the stop shows first."
ADDS_NOTHING = "All that is in this file is on the screen already."
OTHER_KIND = "One of the two is a made-up case to learn with, and the other is from a session. They stay apart."
NOT_ONE = "These two cannot be one. Nothing has changed."
NOT_JOINED = "The two were not joined, and nothing has changed."
LEFT = "{} was left. What is on screen is as it was."
UNDO = "Undo takes it back."
SAME = "Nothing has changed: all that was picked is on the screen already. From {} there is nothing to undo."
SAFETY_STAYS = "Answers about safety from the file stay, also after undo."
LOST = (
    "The page was loaded again before the two copies were joined. What is on screen is as it was. "
    "To join them, open {} again."
)
NO_NAME = "a file without a name"
NAME_AT_MOST, NAME_END = 60, 20
KNOWN_BY = {"saved": "saved on {}", "changed": "last changed on {}", "noted": "its last note is of {}"}
NO_DAY = "it names no day"
FILE_NEWER, SCREEN_NEWER = "The file is newer.", "The one on screen is newer."
SAME_MINUTE = "Both are of the same minute, so we cannot tell which is newer."
SAME_DAY = "Both are of the same day, so we cannot tell which is newer."
CANNOT_TELL = "So we cannot tell which is newer."
PRESET = {
    "known": "At first the newer one is picked. You can pick the other.",
    "open": "At first the one on screen is picked. You can pick the other.",
}
NEW: dict[Topic, tuple[str, str]] = {
    "weeks": ("day of notes", "days of notes"),
    "courses": ("treatment that is followed", "treatments that are followed"),
    "trials": ("past treatment", "past treatments"),
    "scores": ("questionnaire or score", "questionnaires or scores"),
    "health": ("answer on health and medicines", "answers on health and medicines"),
    "checks": ("answer of a checklist", "answers of the checklists"),
    "safety": ("answer about safety", "answers about safety"),
    "weighed": ("answer on what matters", "answers on what matters"),
    "local": ("answer on what it is like here", "answers on what it is like here"),
    "options": ("option on the table", "options on the table"),
    "decided": ("answer on the choice", "answers on the choice"),
    "plan": ("part of the plan", "parts of the plan"),
    "visit": ("answer on what today is about", "answers on what today is about"),
}
"""By topic, what one thing and several are called."""
FILLED: dict[Topic, str] = {
    "weeks": "More answers on days that are noted here",
    "courses": "More on treatments that are followed here",
    "trials": "More on past treatments that stand here",
    "scores": "More answers to questionnaires that stand here",
}
"""By topic, what is said where something that is here is told more fully."""


def file_name(name: str) -> str:
    """Give the name of a file as it is said: without signs that turn or hide words, and its middle left out where long.

    Examples
    --------
    >>> file_name("visit\u202e2.json")
    'visit2.json'
    >>> len(file_name("a" * 200 + ".json"))
    61
    """
    held = " ".join("".join(letter for letter in name if letter.isprintable()).split()) or NO_NAME
    return held if len(held) <= NAME_AT_MOST else f"{held[: NAME_AT_MOST - NAME_END]}\u2026{held[-NAME_END:]}"


def copy_words(copy: Copy, name: str) -> str:
    """Say how old a copy is, and how that is known."""
    if copy.day is None or copy.known_by is None:
        return f"{name}: {NO_DAY}."
    when = moment(copy.at) if copy.at else day_words(copy.day)
    return f"{name}: {KNOWN_BY[copy.known_by].format(when)}."


def newer_words(first: Copy, second: Copy) -> str:
    """Say which of the two is newer, or that it cannot be told."""
    if side := later(first, second):
        return FILE_NEWER if side == "second" else SCREEN_NEWER
    if first.day is None or second.day is None:
        return CANNOT_TELL
    return SAME_MINUTE if first.at and second.at else SAME_DAY


def ages_html(first: Copy, second: Copy, file: str) -> Markup:
    """Say of both copies how old they are, and which is newer."""
    told = (
        copy_words(first, ON_SCREEN),
        copy_words(second, f"The file \u201c{file}\u201d"),
        newer_words(first, second),
    )
    return Markup("<p class='trd-ages'>{}<br>{}<br><b>{}</b></p>").format(*told)


def heading(name: str, title: str, why: str) -> Markup:
    """Give the head of what is asked; it takes the focus when what was pressed goes away."""
    return Markup(
        "<header class='trd-step-header'><h2 tabindex='-1' data-trd-heading='{}'>{}</h2><p>{}</p></header>"
    ).format(name, title, why)


def asked_html(first: Copy, second: Copy, file: str, *, was_changed: bool) -> str:
    """Give what stands above the three ways to go on, as HTML."""
    notes = [STOP_IN_FILE] if second.record.is_stopped else []
    notes += [CHANGED] if was_changed else []
    said = Markup("").join(Markup("<p class='trd-coverage'>{}</p>").format(text) for text in notes)
    return str(heading("bringing", TITLE, WHY) + ages_html(first, second, file) + said)


def joining_html(found: Beside, file: str) -> str:
    """Give what stands above the differences, as HTML."""
    lines = added_words(found.added)
    items = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
    brings = (
        Markup("<ul class='trd-plain-list'>{}</ul>").format(items) if lines else Markup("<p>{}</p>").format(NOTHING_NEW)
    )
    head = heading("joining", JOINING, JOINING_WHY) + ages_html(found.first, found.second, file)
    none = Markup("") if found.conflicts else Markup("<p>{}</p>").format(NO_DIFFERENCE)
    return str(head + Markup("<h3>{}</h3>").format(COMES_IN.format(file)) + brings + none)


def differ_html(found: Beside) -> str:
    """Give the head of the differences, with which of the two is picked at first, as HTML."""
    is_known = newer_words(found.first, found.second) in (FILE_NEWER, SCREEN_NEWER)
    return str(Markup("<h3>{}</h3><p>{}</p>").format(DIFFER, PRESET["known" if is_known else "open"]))


def added_words(added: Iterable[Added]) -> list[str]:
    """Say what the file brings, a line a topic.

    Examples
    --------
    >>> from trd_sdm.session.bringing import Added
    >>> added_words([Added("weeks", 3), Added("trials", 1, True)])
    ['3 days of notes', '1 past treatment', 'More on past treatments that stand here']
    """
    said = []
    for one in added:
        single, several = NEW[one.topic]
        said += [f"{one.new} {single if one.new == 1 else several}"] if one.new else []
        said += [FILLED[one.topic]] if one.is_filled and one.topic in FILLED else []
    return said


def rows(found: Beside, names: PlaceNames, head: str) -> list[dict[str, Any]]:
    """Give a row for each difference, with what differs to pick from; rows of one topic stand together.

    Parameters
    ----------
    found : Beside
    names : PlaceNames
    head : str
        What the keys of the rows begin with.
    """
    many = Counter(names.topic(one.at) for one in found.conflicts)
    said = {topic: f"{topic} ({count})" if count > 1 else topic for topic, count in many.items()}
    made = [
        {"key": f"{head}{one.place}", "label": names.label(one.at), "group": said[names.topic(one.at)]}
        | _answers(differing(one.first, one.second, one.at, names))
        for one in found.conflicts
    ]
    order = list(said.values())
    return sorted(made, key=lambda row: order.index(row["group"]))


def _answers(told: Told) -> dict[str, Any]:
    """Give what a row says of both copies; several parts stand one below the other, in the same order in both."""
    gap = "\n" if BREAK in told.first + told.second else " "
    sides = (("first", ON_SCREEN, told.first), ("second", IN_FILE, told.second))
    note = Markup("<p class='trd-fine'>{}</p>").format(told.note) if told.note else ""
    return {"body": str(note), "answers": [{"id": side, "label": f"{name}:{gap}{said}"} for side, name, said in sides]}


def joined_words(file: str, added: Iterable[Added], *, is_stopped: bool = False) -> str:
    """Say what came in, in a few sentences; where the safety stop shows, only that its answers stay."""
    if is_stopped:
        return f"Joined with {file}. {SAFETY_STAYS}"
    found = tuple(added)
    lines = [line if line[:1].isdigit() else line[:1].lower() + line[1:] for line in added_words(found)]
    said = [f"Joined with {file}.", f"It brought {listed(lines)}." if lines else "", UNDO]
    said += [SAFETY_STAYS] if any(one.topic == "safety" for one in found) else []
    return " ".join(filter(None, said))
