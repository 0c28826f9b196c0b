"""How it goes: each course with the day that has come to look at it together, and the scores over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import ipywidgets as widgets

from trd_sdm.app.follow_up.page import FollowUpScreenPage
from trd_sdm.app.pages.page import box, hosted, show_part
from trd_sdm.app.pages.pictures import PictureCard
from trd_sdm.app.parts import ActionButton, Choices, Markup
from trd_sdm.present import follow_up as words
from trd_sdm.present.charts import course

EXAMPLE_KEY, SAY_WHEN_KEY = "example", "say_when"
PICTURES = "Save this as a picture"


class NowPage(FollowUpScreenPage):
    """Courses, chart and table; in the empty state, where to begin."""

    name: ClassVar[str] = "now"
    label: ClassVar[str] = "How it goes"
    title: ClassVar[str] = "How has it been going?"
    why: ClassVar[str] = "We look at the scores and at what you hoped for. Then we talk about what comes next."

    def build(self) -> Sequence[widgets.Widget]:
        """Make the blocks; `refresh` fills them."""
        self.example = ActionButton(EXAMPLE_KEY, words.EXAMPLE, kind="secondary")
        self.empty = box([Markup(f"<p>{words.EMPTY}</p>"), self.example], "trd-card")
        self.chosen = Markup()
        self.say_when = ActionButton(SAY_WHEN_KEY, words.SAY_WHEN, kind="secondary")
        self.to_start = box([self.chosen, self.say_when], "trd-card")
        self.courses = Markup()
        self.courses_card = box([self.courses], "trd-card")
        self.measure = Choices("followed_measure", "Which score?", [_NONE], multiple=False, confirmed=True, columns=3)
        self.measure.add_class("trd-segments")
        self.measure.add_class("trd-screen-only")
        self.chart = box([])
        self.table = Markup()
        self.picture = box([self.measure, self.chart, self.table], "trd-card")
        self.no_score = Markup(f"<p>{words.NO_SCORE}</p>")
        self.pictures = PictureCard(self.model, only="course")
        self.saved = Markup(live=True)
        self.files = self.fold(PICTURES, [self.pictures.widget, self.saved])
        self.parts = [self.example, self.say_when, self.measure, *self.pictures.parts]
        self.drawn_for: object = None
        return [self.empty, self.to_start, self.courses_card, self.no_score, self.picture, self.files]

    def refresh(self) -> None:
        """Show what there is; draw the chart anew only when what it shows has changed."""
        follow = self.model.followed
        entries = self.model.record.tracking.entries
        nothing = not (follow.courses or entries)
        option = self.model.to_start
        show_part(self.empty, nothing and option is None)
        show_part(self.to_start, option is not None)
        if option is not None:
            self.chosen.html = words.chosen_words(option, self.model.names, self.model.review, self.model.record)
            show_part(self.say_when, not self.model.review.against(option))
        show_part(self.no_score, not nothing and not follow.series)
        show_part(self.picture, bool(follow.series))
        show_part(self.files, bool(follow.series))
        self.pictures.refresh()
        self.courses.html = words.courses_panel(
            follow, self.model.names, self.model.courses.bibliography, entries, self.model.review
        )
        show_part(self.courses_card, bool(self.courses.html))
        if not follow.series:
            return
        offered = [{"id": series.measure, "label": series.name} for series in follow.series]
        if offered != self.measure.options:
            self.measure.value = None
            self.measure.options = offered
        self.measure.value = self.model.measure
        series = next(one for one in follow.series if one.measure == self.model.measure)
        shown = (series, follow, self.sizes)
        if shown == self.drawn_for:
            return
        self.drawn_for = shown
        names = self.model.names
        self.chart.children = [
            hosted(
                "course",
                course.course_chart(series, follow, names, self.sizes),
                course.describe(series, follow, names),
                {},
            )
        ]
        self.table.html = words.score_table(course.twin(series, follow, names), f"{series.name}, week by week")

    def act(self, key: str) -> bool:
        """Open the made-up case, turn to the treatments, or hand out a picture."""
        if key == EXAMPLE_KEY:
            self.model.open_example()
        elif key == SAY_WHEN_KEY:
            self.model.take("followed_screen", "treatments")
        elif self.pictures.makes(key):
            file, told = self.pictures.handed_out(key)
            self.outbox += [file] if file else []
            self.saved.html = told
        else:
            return False
        return True


_NONE = {"id": "phq9", "label": "PHQ-9"}
