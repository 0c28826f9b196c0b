"""The next twelve weeks of one to four options: visits, days without driving, tests, when to look together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar

import ipywidgets as widgets
from markupsafe import Markup as Safe

from trd_sdm.app.model import SessionModel
from trd_sdm.app.pages.beside import beside_choices, set_beside
from trd_sdm.app.pages.gates import needs_options
from trd_sdm.app.pages.page import Page, Params, box, hosted
from trd_sdm.app.parts import DateField, Markup
from trd_sdm.clinical.course import load_courses
from trd_sdm.clinical.course_calendar import Calendar, calendar
from trd_sdm.present import cards, tables
from trd_sdm.present.calendar import calendars_html, dated
from trd_sdm.present.charts import calendar as calendar_chart
from trd_sdm.present.disclaimer import day_words
from trd_sdm.present.labels import Label, option_label
from trd_sdm.session.assessment import today
from trd_sdm.session.beside import beside
from trd_sdm.session.screens import Screen

CHART = "calendar"


class CalendarPage(Page):
    """A chart of the weeks, the totals beside each other, and each option week by week."""

    name: ClassVar[Screen] = "calendar"
    label: ClassVar[str] = "The next 12 weeks"
    lead: ClassVar[str] = "the next 12 weeks"
    title: ClassVar[str] = "What would the next 12 weeks ask of you?"
    why: ClassVar[str] = "Visits, days without driving, tests, and when to look at it together."

    @classmethod
    def why_not(cls, model: SessionModel) -> str:
        """Open once a few options are picked."""
        return needs_options(model)

    def build(self) -> Sequence[widgets.Widget]:
        """Make the choice, the first day and the place of the chart; `refresh` fills them."""
        self.choices = beside_choices("beside", "Whose weeks?", at_least=1)
        self.starts_on = DateField(
            "plan.starts_on", "First day, if you know it", help="Leave it empty, and the weeks count from today."
        )
        self.parts = [self.choices, self.starts_on]
        self.begins = Markup(live=True)
        self.picture = box([])
        self.weeks = Markup()
        self.drawn_for: object = None
        style = Markup(f"<style>{tables.table_css()}{cards.card_css()}</style>")
        return [self.choices, self.starts_on, self.begins, self.picture, self.weeks, style]

    def _start(self) -> dt.date:
        return self.model.record.plan.starts_on or today()

    def _labels(self) -> list[Label]:
        return [option_label(self.model.library.options[key]) for key in beside(self.model.record)]

    def _calendars(self) -> dict[str, Calendar]:
        courses, review = load_courses(), self.model.review
        return {
            key: calendar(courses[key], start=self._start(), washout=review.washouts[key])
            for key in beside(self.model.record)
        }

    def refresh(self) -> None:
        """Fill the weeks; draw the chart anew only for other options."""
        set_beside(self.choices, self.model)
        day = self.model.record.plan.starts_on
        self.starts_on.value = day.isoformat() if day else None
        made, labels = self._calendars(), self._labels()
        drawn_for = (tuple(made), self.model.record.large_type)
        if drawn_for != self.drawn_for:
            params = calendar_chart.calendar_params(made, tuple(made))
            chart = calendar_chart.calendar_chart(labels, sizes=self.sizes)
            self.picture.children = [hosted(CHART, chart, calendar_chart.describe(made, labels), params)]
            self.drawn_for = drawn_for
        short = {key: self.model.library.options[key].short_name for key in made}
        waits = {short[key]: dated(one.wait_text) for key, one in made.items() if one.wait_text}
        self.begins.html = Safe("<p>Week 1 starts on {}{}.</p>").format(
            day_words(self._start()), "" if day else ", today"
        ) + Safe("").join(Safe("<p><b>{}.</b> {}</p>").format(name, text) for name, text in waits.items())
        totals = tables.twin_table(calendar_chart.twin(made, labels), "The 12 weeks together")
        names = {key: self.model.library.options[key].text.name for key in made}
        self.weeks.html = f"{totals}{calendars_html(made, names, load_courses())}"

    def charts(self) -> Params:
        """Give the parameters of the chart."""
        made = self._calendars()
        return {CHART: calendar_chart.calendar_params(made, tuple(made))}
