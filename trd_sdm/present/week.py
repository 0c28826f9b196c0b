"""What the notes of a week ask and say: the short ratings, what is behind a fold, how far one is, what a copy holds."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from trd_sdm.present.disclaimer import day_words
from trd_sdm.present.numbers import are, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

DAILY = {
    "mood": "Mood",
    "interest": "Interest and joy",
    "sleep_timing": "Getting up and going to bed in time",
    "sleep_quality": "How well I sleep",
    "energy": "Energy",
    "clear_thinking": "Clear thinking",
    "work": "Work and daily tasks",
    "self_care": "Looking after myself",
    "people": "Time with people",
}
DAILY_GROUPS = {
    "Mood and interest": ("mood", "interest"),
    "Sleep": ("sleep_timing", "sleep_quality"),
    "Energy and clear thinking": ("energy", "clear_thinking"),
    "Day to day": ("work", "self_care", "people"),
}
DAILY_ENDS = ("As bad as it gets", "Well")
THOUGHTS = {
    "frequency": ("Thoughts of suicide: how much of the time?", "None", "All the time"),
    "intensity": ("How strong were they?", "None", "As strong as can be"),
    "control": ("How well could you turn away from them?", "Not at all", "Fully"),
}
THOUGHTS_WHY = (
    "We ask this each week. Any such thought stops the notes here, so that a clinician can talk with you first. "
    "Nothing you noted is lost."
)
DAILY_HELP = "0 is as bad as it gets. 10 is well."
MISSED = "Doses missed in the last seven days"
SIDE_EFFECTS = ("How much do side effects weigh?", "Not at all", "Very much")
MORE = "More, if you like"
MORE_WHY = "All of this can wait. Open what you want to fill in."
SCORES = "Scores taken elsewhere"
AGREED = "The score we follow"
NOTE = "Anything else, in your own words"
SAVE = "Save notes"
NOTE_HELP = "For you to remember. Write no names."
NO_DAY = "Nothing is noted yet."
NOT_THIS_DAY = "Nothing is noted on this day yet."
TO_TODAY = "Go to the notes of today"


def day_told(day: dt.date, today: dt.date, *, noted: bool) -> str:
    """Say which day's notes are open, and plainly so where it is not today: what is filled in changes that day.

    Examples
    --------
    >>> day_told(dt.date(2026, 11, 23), dt.date(2026, 11, 27), noted=True)
    '23 November 2026, 4 days ago. What you fill in here changes the notes of that day.'
    >>> day_told(dt.date(2026, 11, 27), dt.date(2026, 11, 27), noted=False)
    'Today, 27 November 2026. Nothing is noted on this day yet.'
    """
    if day == today:
        return f"Today, {day_words(day)}. {'' if noted else NOT_THIS_DAY}".strip()
    ago = f"{day_words(day)}, {plural(str((today - day).days), 'day')} ago."
    return f"{ago} {'What you fill in here changes the notes of that day.' if noted else NOT_THIS_DAY}"


def total_words(name: str, total: float | None, band: str | None, missing: int, of: int) -> str:
    """Say the score of a questionnaire, or how many questions are open; there is no total before.

    Examples
    --------
    >>> total_words("PHQ-9", 9, "mild", 0, 9), total_words("PHQ-9", None, None, 2, 9)
    ('PHQ-9: 9 (mild).', 'PHQ-9: no score yet. 2 of 9 questions are open.')
    """
    if total is None:
        return f"{name}: no score yet. {missing} of {of} questions {are(missing)} open."
    return f"{name}: {total:g} ({band})." if band else f"{name}: {total:g}."


def questions_fold(name: str, about: str, answered: int, of: int, total: float | None = None) -> str:
    """Say what a folded questionnaire holds, and how much of it is answered.

    Parameters
    ----------
    name, about : str
        Of the questionnaire.
    answered, of : int
        Questions.
    total : float, optional
        Its score, where it is known; a table may hold the score alone.

    Examples
    --------
    >>> questions_fold("GAD-7", "anxiety", 0, 7), questions_fold("GAD-7", "anxiety", 5, 7)
    ('GAD-7, anxiety: 7 questions, none answered yet', 'GAD-7, anxiety: 5 of 7 questions answered')
    >>> questions_fold("GAD-7", "anxiety", 7, 7, 12)
    'GAD-7, anxiety: 7 of 7 questions answered, score 12'
    """
    score = "" if total is None else f", score {total:g}"
    if not answered:
        return f"{name}, {about}: {plural(str(of), 'question')}, none answered yet{score}"
    return f"{name}, {about}: {answered} of {plural(str(of), 'question')} answered{score}"


def scores_fold(names: Sequence[str], filled: Sequence[str]) -> str:
    """Say which scores can be filled in behind a fold, and which of them are.

    Examples
    --------
    >>> scores_fold(("MADRS", "ISI"), ()), scores_fold(("MADRS", "ISI"), ("ISI 12",))
    ('Scores taken elsewhere (MADRS, ISI): none filled in yet', 'Scores taken elsewhere: ISI 12. 1 of 2 filled in')
    """
    if not filled:
        return f"{SCORES} ({', '.join(names)}): none filled in yet"
    return f"{SCORES}: {', '.join(filled)}. {len(filled)} of {len(names)} filled in"


def note_fold(length: int) -> str:
    """Say whether something is written behind the fold of the note.

    Examples
    --------
    >>> note_fold(0), note_fold(14)
    ('Anything else, in your own words: nothing written yet', 'Anything else, in your own words: 14 letters written')
    """
    return f"{NOTE}: {plural(str(length), 'letter')} written" if length else f"{NOTE}: nothing written yet"


def progress(filled: int, of: int) -> str:
    """Say how many parts hold something; none is asked for.

    Examples
    --------
    >>> progress(3, 7), progress(0, 7)
    ('3 of 7 parts filled; none has to be.', 'None of 7 parts filled; none has to be.')
    """
    return f"{filled or 'None'} of {of} parts filled; none has to be."


def to_be_saved(others: int, *, this_day: bool, saved: bool) -> str:
    """Say what a copy saved now would hold, or that it has been saved as it is.

    Parameters
    ----------
    others : int
        Other days with notes.
    this_day : bool
        Whether something is noted on the day that is open.
    saved : bool
        Whether the copy saved last holds these very notes.

    Examples
    --------
    >>> to_be_saved(13, this_day=True, saved=False), to_be_saved(0, this_day=True, saved=True)
    ('The copy holds this day and 13 other days.', 'Saved: this day. Look where your browser keeps downloads.')
    >>> to_be_saved(1, this_day=False, saved=False)
    'The copy holds 1 other day. Nothing is noted on this day yet.'
    """
    rest = [plural(str(others), "other day")] if others else []
    held = " and ".join(["this day", *rest] if this_day else rest)
    if not held:
        return NO_DAY
    if saved:
        return f"Saved: {held}. Look where your browser keeps downloads."
    return f"The copy holds {held}.{'' if this_day else f' {NOT_THIS_DAY}'}"
