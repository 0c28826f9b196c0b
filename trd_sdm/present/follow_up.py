"""What the follow-up says: how a course goes, that a day has come to look at it together, what was noted."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from markupsafe import Markup

from trd_sdm.present.choice import against_words
from trd_sdm.present.disclaimer import day_words
from trd_sdm.present.numbers import plural
from trd_sdm.present.plan import late_panel
from trd_sdm.present.plan_words import KINDS, target_words
from trd_sdm.session.signs import has_thoughts, item9_of, thoughts_noted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trd_sdm.evidence.source import Source
    from trd_sdm.present.charts.twin import Twin
    from trd_sdm.session.follow_up import CourseView, FollowUp, Look
    from trd_sdm.session.record import Record
    from trd_sdm.session.review import Review
    from trd_sdm.session.tracking import WeekEntry

TITLE = "How it has been going"
LOOK = "Time to look at this together"
EMPTY = (
    "Nothing is noted yet. Open a copy that you saved from a talk, add the notes of a week, or look around in a "
    "made-up case."
)
EXAMPLE = "Try the made-up case"
FIRST_TALK = "Talk about it with your clinician first. Do not stop or change a treatment on your own."
SAY_WHEN = "Say when it starts"
NO_SCORE = "No full score is noted yet. A questionnaire has a score once all its questions are answered."
SILENCE_DAYS = 14
THOUGHTS_ASKED = ("how much of the time", "how strong")
THOUGHTS_NOTED = "Thoughts of suicide were noted"
THOUGHTS_TOGETHER = "Talk about these together, whatever the score says."
THOUGHTS_SHOWN = 3
DIFFER = "These two differ. Talk about both"
OUTCOMES = {
    "helps": "At least half of the first score is gone, or the score is in the range of being well.",
    "partly": "A fifth of the first score or more is gone, but not half.",
    "not": "Less than a fifth of the first score is gone.",
    "cannot_tell": "We cannot tell: there is no first score, or no score near this day.",
}
CHANGES = {
    "remission": "The score is in the range of being well. This is called remission.",
    "response": "At least half of the first score is gone. This is called response.",
    "no_response": "Less than half of the first score is gone.",
    "cannot_tell": "There is no first score to set it against, or no score since.",
}
NO_SCORE_SINCE = "No score was noted since it started."
NEXT = "For this case you wrote down:"
NO_NEXT = "You wrote nothing down for this case. Talk about it now."
TOO_EARLY = "It is too early to judge. Look at the score, the side effects and the day."


def chosen_words(option: str, names: Mapping[str, str], review: Review, record: Record) -> Markup:
    """Ask when what was planned or chosen starts, as HTML; a rule against it by now is said in place of that."""
    against = against_words(review, option)
    begins = record.plan.starts_on if record.plan.option == option else None
    asked = f"The day you agreed on is {day_words(begins)}." if begins else "When does it start?"
    told = f"{against} {FIRST_TALK}" if against else asked
    head = "You chose" if record.choice.option == option else "In your plan"
    return Markup("<p><b>{}: {}.</b> {}</p>").format(head, names.get(option, option), told)


def against_panel(option: str | None, review: Review) -> Markup:
    """Say what speaks against an option by now, as HTML; empty where nothing does."""
    told = against_words(review, option) if option else ""
    return Markup("<aside class='trd-aside'><p>{} {}</p></aside>").format(told, FIRST_TALK) if told else Markup("")


def thoughts_words(entry: WeekEntry) -> str:
    """Say what was noted on thoughts of suicide on a day; empty where nothing was.

    Where the questionnaire of the same day says otherwise, that is told: neither answer stands for the other.
    """
    noted = [f"{name} {value} of 10" for name, value in zip(THOUGHTS_ASKED, _asked(entry), strict=True) if value]
    item9 = item9_of(entry)
    told = has_thoughts(entry.suicidal)
    said = "; ".join(noted) if told else "none" if any(value == 0 for value in _asked(entry)) else ""
    if item9 is None:
        return said
    form = f"PHQ-9 item 9: {item9} of 3"
    differ = f". {DIFFER}" if said and told != bool(item9) else ""
    return f"{said}; {form}{differ}" if said else form


def _asked(entry: WeekEntry) -> tuple[int | None, int | None]:
    return entry.suicidal.frequency, entry.suicidal.intensity


def thoughts_panel(entries: Sequence[WeekEntry]) -> Markup:
    """Name the last days on which thoughts of suicide were noted, as HTML; empty where there was none."""
    days = [entry for entry in entries if thoughts_noted(entry)][-THOUGHTS_SHOWN:]
    if not days:
        return Markup("")
    items = Markup("").join(
        Markup("<li><b>{}</b>: {}.</li>").format(day_words(entry.on), thoughts_words(entry).rstrip("."))
        for entry in reversed(days)
    )
    return Markup("<section class='trd-course'><h3>{}</h3><ul>{}</ul><p>{}</p></section>").format(
        THOUGHTS_NOTED, items, THOUGHTS_TOGETHER
    )


def courses_panel(
    follow: FollowUp,
    names: Mapping[str, str],
    sources: Mapping[str, Source],
    entries: Sequence[WeekEntry] = (),
    review: Review | None = None,
) -> Markup:
    """Say how each course goes, the running ones first, and when thoughts of suicide were noted, as HTML."""
    shown = [*follow.running, *(view for view in reversed(follow.courses) if not view.is_running)]
    said = Markup("").join(
        _course(view, names, sources)
        + (against_panel(view.course.option, review) if review is not None and view.is_running else Markup(""))
        for view in shown
    )
    return said + thoughts_panel(entries) + silence(follow)


def silence(follow: FollowUp) -> Markup:
    """Say that nothing was noted for a while, as HTML; empty where something was."""
    days = follow.days_since_entry
    if days is None or days <= SILENCE_DAYS or not follow.running:
        return Markup("")
    return Markup("<p class='trd-said'>The last notes are {} old.</p>").format(plural(str(days), "day"))


def _course(view: CourseView, names: Mapping[str, str], sources: Mapping[str, Source]) -> Markup:
    name = names.get(view.course.option, view.course.option)
    head = Markup("<section class='trd-course'><h3>{}</h3>").format(name)
    if view.course.agent:
        head += Markup("<p class='trd-note'>{}</p>").format(view.course.agent)
    body = Markup("<p>{}</p>").format(where_it_stands(view))
    if view.now is not None:
        body += _look(view, view.now, sources)
    elif view.is_running:
        body += Markup("<p>{}</p>").format(next_look(view))
    return head + body + Markup("</section>")


def where_it_stands(view: CourseView) -> str:
    """Say since when, for how long, and what the score did."""
    start = day_words(view.course.started_on)
    time = plural(str(view.weeks), "week")
    if view.course.ended_on is None:
        said = [f"Since {start}: {time}."]
    else:
        said = [f"From {start} to {day_words(view.course.ended_on)}: {time}."]
    if view.baseline is not None and view.latest is not None:
        before, now = f"{view.baseline:g}", f"{view.latest.value:g}"
        still = "still " if now == before else ""
        said.append(f"{view.series.name}: {before} at the start, {still}{now} on {day_words(view.latest.on)}.")
    no_score_since = view.change == "cannot_tell" and view.baseline is not None and view.latest is None
    return " ".join((*said, NO_SCORE_SINCE if no_score_since else CHANGES[view.change]))


def next_look(view: CourseView) -> str:
    """Say when the next day to look at it together comes."""
    if not view.looks:
        return "No days to look at it together were agreed on."
    if view.now is not None:
        return f"{LOOK}: week {view.now.point.week}."
    coming = next((look for look in view.looks if look.when == "coming"), None)
    if coming is None:
        return "All days you agreed on have passed. Agree on the next one."
    return f"The next day to look at it together is {day_words(coming.on)} (week {coming.point.week})."


def _look(view: CourseView, look: Look, sources: Mapping[str, Source]) -> Markup:
    said = Markup("<div class='trd-look'><h4>{}</h4><p><b>Week {}</b>, {}. {} {}</p>").format(
        LOOK, look.point.week, day_words(look.on), KINDS[look.point.kind], look.point.what or ""
    )
    said += Markup("<p>{}</p>").format(OUTCOMES[look.outcome])
    if look.late is not None:
        said += late_panel(look.late, sources)
    if look.next_step is not None:
        said += Markup("<p><b>{}</b> {}</p>").format(NEXT, look.next_step)
    elif look.outcome != "cannot_tell":
        said += Markup("<p>{}</p>").format(NO_NEXT if look.is_judged else TOO_EARLY)
    targets = view.course.plan.targets
    if targets:
        items = Markup("").join(Markup("<li>{}</li>").format(target_words(target)) for target in targets)
        said += Markup("<p>What you hoped would get better:</p><ul>{}</ul>").format(items)
    return said + Markup("</div>")


def score_table(table: Twin, caption: str) -> Markup:
    """Give the scores as an HTML table, below a heading that opens it."""
    rows = Markup("").join(_line(str(row[0]), [str(cell) for cell in row[1:]]) for row in table.rows)
    return Markup("<details class='trd-details'><summary>The same as a table</summary>{}</details>").format(
        _table(table.columns, rows, caption)
    )


def entries_table(entries: tuple[WeekEntry, ...], scores: Mapping[dt.date, Mapping[str, str]]) -> Markup:
    """List what was noted, the last day first, as an HTML table.

    Parameters
    ----------
    entries : tuple of WeekEntry
    scores : mapping
        By day, the score of each measure by its name.
    """
    if not entries:
        return Markup("<p>{}</p>").format(EMPTY)
    names = list(dict.fromkeys(name for held in scores.values() for name in held))
    heads = (*names, "Thoughts of suicide", "Side effects", "Note")
    rows = Markup("").join(_row(entry, heads, scores.get(entry.on, {})) for entry in reversed(entries))
    return _table(("Day", *heads), rows, "All notes", "trd-notes trd-notes-cards")


def _table(columns: tuple[str, ...], rows: Markup, name: str, kind: str = "trd-notes") -> Markup:
    head = Markup("").join(Markup("<th scope='col'>{}</th>").format(column) for column in columns)
    return Markup(
        "<div class='trd-notes-place' role='region' tabindex='0' aria-label='{}'><table class='{}'>"
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(name, kind, head, rows)


def _line(head: str, cells: list[str], heads: Sequence[str] = ()) -> Markup:
    """Give a row; with heads, each cell carries its own for a narrow place."""
    if heads:
        named = zip(heads, cells, strict=True)
        said = Markup("").join(Markup("<td data-label='{}'>{}</td>").format(name, cell) for name, cell in named)
    else:
        said = Markup("").join(Markup("<td>{}</td>").format(cell) for cell in cells)
    return Markup("<tr><th scope='row'>{}</th>{}</tr>").format(head, said)


def _row(entry: WeekEntry, heads: Sequence[str], scores: Mapping[str, str]) -> Markup:
    side = "" if entry.side_effects is None else f"{entry.side_effects} of 10"
    told = thoughts_words(entry)
    cells = [cell or "not noted" for cell in (*(scores.get(name, "") for name in heads[:-3]), told, side)]
    return _line(day_words(entry.on), [*cells, entry.note or ""], heads)


OUTCOME_WORDS = {
    "none": "It did not help",
    "partial": "It helped in part",
    "good": "It helped well",
    "good_then_lost": "It helped well, then less",
    "not_tolerated": "It could not be borne",
}
STOPPED_WORDS = {
    "no_effect": "It did not help enough",
    "side_effects": "Side effects",
    "finished": "The course was finished",
    "own_choice": "My own choice",
    "cost": "Cost",
    "access": "Hard to get or to reach",
    "other": "Something else",
}
TAKEN_WORDS = {"as_planned": "As planned", "some_missed": "Some doses or visits missed", "many_missed": "Many missed"}
LEARNED = "What did you learn from it?"
LEARNED_HELP = "In your own words. This stands among your past treatments in the next talk."
ENDED = (
    "It has ended. It stands among the past treatments now, and what you chose and why stays with it. Save a copy and "
    "open it in the session app: the next talk begins with what you learned."
)
NO_COURSE = "No treatment is followed yet."


def _decided(view: CourseView) -> str:
    """Say what was decided before a course that has ended; empty where nothing was."""
    held = view.course.decision
    if held is None or held.choice.option is None:
        return ""
    together = " You both agreed." if held.choice.together == "yes" else ""
    why = f" Why: \u201c{held.choice.why}\u201d" if held.choice.why else ""
    return f" You chose it.{together}{why}"


def treatments_list(follow: FollowUp, names: Mapping[str, str], review: Review | None = None) -> Markup:
    """List the courses with their days, as HTML, and what speaks by now against one that runs."""
    if not follow.courses:
        return Markup("<p>{}</p>").format(NO_COURSE)
    items = Markup("").join(
        Markup("<li><b>{}</b>{}. {}{}{}</li>").format(
            names.get(view.course.option, view.course.option),
            f" ({view.course.agent})" if view.course.agent else "",
            where_it_stands(view),
            f" {next_look(view)}" if view.is_running else _decided(view),
            against_panel(view.course.option, review) if review is not None and view.is_running else "",
        )
        for view in follow.courses
    )
    return Markup("<ol class='trd-points'>{}</ol>").format(items)
