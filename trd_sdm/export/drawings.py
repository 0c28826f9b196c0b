"""Every chart that can leave the app, each as a Vega-Lite spec with its numbers in it, or with why there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from trd_sdm.clinical.course import load_courses
from trd_sdm.clinical.course_calendar import calendar
from trd_sdm.present import readings
from trd_sdm.present.chances import shown_chances
from trd_sdm.present.charts import calendar as weeks
from trd_sdm.present.charts import course, first, fit, icons, measures, scatter, turns
from trd_sdm.present.disclaimer import day_words
from trd_sdm.present.labels import criterion_label
from trd_sdm.present.roles import WHOSE
from trd_sdm.session.beside import beside, table_order
from trd_sdm.session.burden import WEIGHED, burdens, spots
from trd_sdm.session.insight import insight

if TYPE_CHECKING:
    import altair as alt

    from trd_sdm.export.gathered import Gathered
    from trd_sdm.session.record import Whose
    from trd_sdm.session.series import Series

Spec = dict[str, Any]
FIT = "fit"
NOTHING_RANKED = "the options in the picture are drawn and not ranked, so none of them is ahead"
NOTHING_RATED = "there is no fit to draw: nothing was rated above 0"
PEOPLE_WIDE = 460
_LINE = 80  # characters
NO_NOTES = "there is no score to draw: no notes with a score yet"


@dataclass(frozen=True, slots=True)
class Drawing:
    """One chart of one record.

    Parameters
    ----------
    id : str
        ``fit``, or ``chance:response``.
    label : str
        What a person calls it.
    make : callable
        Gives the spec.
    why_not : str
        Why there is nothing to draw; empty where there is.
    width : int
        Of the plot, px.
    """

    id: str
    label: str
    make: Callable[[], Spec]
    why_not: str = ""
    width: int = 720

    @property
    def stem(self) -> str:
        """Its part of a file's name."""
        return self.id.replace(":", "-").replace("_", "-")


def drawings(held: Gathered, whose: Whose) -> dict[str, Drawing]:
    """Give every chart of a record by its id, those there is nothing to draw for with the reason.

    Parameters
    ----------
    held : Gathered
    whose : str
        Whose ratings the charts of the fit go by.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> from trd_sdm.export.gathered import gather
    >>> from trd_sdm.session.record import Record
    >>> library = load_library()
    >>> blank = drawings(gather(Record(library_version=library.version), library), "patient")
    >>> list(blank)[:4], blank["fit"].why_not
    (['fit', 'first', 'burden', 'changes'], 'there is no fit to draw: nothing was rated above 0')
    """
    return {one.id: one for one in (*_of_the_fit(held, whose), *_of_the_options(held), *_of_the_weeks(held))}


def fit_drawn(held: Gathered, whose: Whose, **how: Any) -> Spec:
    """Give the fit chart with its numbers in it, as wide as the place it stands in; `how` goes to the chart."""
    shown = held.appraisal.roles[whose]
    gaps = (held.appraisal.unknown, held.appraisal.counted_as_none)
    how = {"dashed": fit.dashed_key(*gaps), **how}
    chart = fit.fit_chart(held.option_labels(), held.criterion_labels(), **how)
    return _filled(chart, fit.fit_params(shown, held.appraisal.options, *gaps), WHOSE[whose])


def _of_the_fit(held: Gathered, whose: Whose) -> Iterator[Drawing]:
    found = held.appraisal
    why_not = "" if found.roles[whose] is not None else NOTHING_RATED
    shown, labels = found.roles[whose], held.option_labels()

    def first_out() -> Spec:
        params = first.first_params(shown, found.options, found.unranked)
        return _filled(first.first_chart(labels), params, WHOSE[whose])

    def burden() -> Spec:
        record = held.record.with_(whose=whose)
        # As on the screen: the weighed sum where a harm or load is rated, else a single one, which no rating moves.
        picked = burdens(record, held.library, found)[0]
        about = None if picked == WEIGHED else held.library.criteria[picked]
        placed = spots(record, held.library, found, picked)
        names = {label.id: label.text for label in labels}
        params = scatter.scatter_params(placed, names, about)
        lines = [*([WHOSE[whose]] if about is None else []), *wrap(scatter.missing_words(placed, names), _LINE)]
        return _filled(scatter.scatter_chart(labels, about), params, *lines)

    def changes() -> Spec:
        turned = insight(held.record.with_(whose=whose), held.library, found)
        if turned is None:
            raise ValueError(NOTHING_RANKED)
        names = {key: option.short_name for key, option in held.library.options.items()}
        rows = [criterion_label(held.library.criteria[turn.criterion]) for turn in turned.turns]
        chart = turns.turn_chart(rows, ahead=names[turned.leader])
        return _filled(chart, turns.turn_params(turned.turns, names), WHOSE[whose])

    yield Drawing(FIT, "Fit of each option", lambda: fit_drawn(held, whose), why_not)
    yield Drawing("first", "How often each comes out first", first_out, why_not)
    yield Drawing("burden", "What it can bring, and what it asks", burden, why_not)
    yield Drawing(
        "changes", "When another option comes ahead", changes, why_not or ("" if found.ranked else NOTHING_RANKED)
    )


def _of_the_options(held: Gathered) -> Iterator[Drawing]:
    table, few, library = table_order(held.record), beside(held.record), held.library

    def twelve_weeks() -> Spec:
        courses, starts = load_courses(), held.record.plan.starts_on or held.on
        made = {key: calendar(courses[key], start=starts, washout=held.review.washouts[key]) for key in few}
        day = f"Week 1 starts on {day_words(starts)}."
        return _filled(weeks.calendar_chart(held.option_labels(few)), weeks.calendar_params(made, few), day)

    def chance(criterion: str) -> Spec:
        chart = icons.icon_chart(held.option_labels(table), library.criteria[criterion])
        return _filled(chart, icons.icon_params(library, criterion, table))

    def number(criterion: str) -> Spec:
        others = bool(readings.readings(library, criterion, table))
        hollow = measures.any_hollow(library, criterion, table)
        labels = held.option_labels(table)
        chart = measures.measure_chart(labels, library.criteria[criterion], others=others, hollow=hollow)
        return _filled(chart, measures.measure_params(library, criterion, table))

    yield Drawing("calendar", "The next 12 weeks", twelve_weeks)
    for name in shown_chances(library, held.record.criteria):
        about = library.criteria[name].plain
        yield Drawing(f"chance:{name}", f"100 people: {about}", partial(chance, name), width=PEOPLE_WIDE)
    for name in held.record.criteria:
        about = library.criteria[name].plain
        yield Drawing(f"number:{name}", f"The numbers: {about}", partial(number, name))


def _of_the_weeks(held: Gathered) -> Iterator[Drawing]:
    follow = held.followed()
    names = {key: option.short_name for key, option in held.library.options.items()}

    def over_time(series: Series) -> Spec:
        return _filled(course.course_chart(series, follow, names), {})

    followed = [series for series in follow.series if series.points]
    for series in followed:
        yield Drawing(f"course:{series.measure}", f"Over time: {series.name}", partial(over_time, series))
    if not followed:
        yield Drawing("course", "Over time", dict, NO_NOTES)


def _filled(chart: alt.LayerChart, params: Mapping[str, Any], *lines: str) -> Spec:
    """Put the numbers into a chart, and lines of its own above how to read it."""
    spec: Spec = chart.to_dict()
    for param in spec.get("params", ()):
        param["value"] = params.get(param["name"], param.get("value"))
    below = spec["title"].get("subtitle") or []
    spec["title"]["subtitle"] = [*lines, *([below] if isinstance(below, str) else below)]
    return spec
