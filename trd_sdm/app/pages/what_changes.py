"""What would change the picture: weights, missing facts, other readings of the proof, and a place to try it out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import ipywidgets as widgets

from trd_sdm.app.aside import ASIDE
from trd_sdm.app.model import SessionModel
from trd_sdm.app.pages.gates import needs_criteria, needs_options
from trd_sdm.app.pages.page import Page, Params, box, hosted
from trd_sdm.app.parts import Choices, Markup, RangeSlider
from trd_sdm.present import insight as words
from trd_sdm.present import tables, twins
from trd_sdm.present.charts import shifts, turns
from trd_sdm.present.choice import warned
from trd_sdm.present.labels import Label, criterion_label, option_label
from trd_sdm.present.roles import WHOSE
from trd_sdm.session.insight import Insight, insight, one_way
from trd_sdm.session.screens import Screen

TRY = f"{ASIDE}try."
DESCRIBED = "Marks from 0 to 100. The same is said in words beside it."
WORKING = '<p class="trd-working">Working it out. This takes a moment.</p>'


class WhatChangesPage(Page):
    """Worked out when the screen is opened, for the role whose picture is shown; only the tab keeps what is tried."""

    name: ClassVar[Screen] = "what_changes"
    label: ClassVar[str] = "What would change this"
    lead: ClassVar[str] = "what would change this"
    title: ClassVar[str] = "What would change this?"
    why: ClassVar[str] = "How firm is the picture? See what would have to change before another option comes ahead."

    @classmethod
    def why_not(cls, model: SessionModel) -> str:
        """Open once something that matters and a few options are picked."""
        return needs_criteria(model) or needs_options(model)

    def build(self) -> Sequence[widgets.Widget]:
        """Make the blocks; they are filled once the screen is shown."""
        self.is_shown = False
        self.found: Insight | None = None
        self.drawn_for: object = None
        self.lines: dict[str, tuple[float, ...]] = {}
        self.progress = Markup(live=True)
        self.empty = Markup()
        self.ahead, self.turns, self.facts = Markup(), Markup(), Markup()
        self.readings_lead, self.readings, self.notes = Markup(), Markup(), Markup()
        self.warning = Markup(live=True)
        self.turn_chart, self.reading_chart, self.try_chart = box([]), box([]), box([])
        self.what = Choices(
            f"{TRY}what", "What shall matter more, or less?", [], multiple=False, confirmed=True, columns=3
        )
        self.share = RangeSlider(
            f"{TRY}share", "It counts for", help="Of 100. The other things share the rest as they do now.",
            low_words="Does not matter", high_words="Nothing else matters", step=1,
        )  # fmt: skip
        self.tried = Markup(live=True)
        explore = box([self.what, self.share, self.tried], "trd-card")
        self.all = box(
            [
                Markup(f"<style>{tables.table_css()}</style>"),
                box([self.ahead, self.turn_chart, self.turns, self.notes], "trd-section", "trd-reading-width"),
                box(
                    [
                        Markup(f"<h3>Try it out</h3><p>{words.EXPLORE_LEAD}</p>"),
                        box([explore, self.try_chart], "trd-two-columns"),
                    ],
                    "trd-section",
                ),
                box([Markup("<h3>What is most worth finding out</h3>"), self.facts], "trd-section"),
                box(
                    [
                        Markup("<h3>Other ways to read the proof</h3>"),
                        self.readings_lead,
                        self.reading_chart,
                        self.readings,
                    ],
                    "trd-section",
                    "trd-reading-width",
                ),
            ],
            "trd-column",
        )
        self.parts = [self.what, self.share]
        return [self.warning, box([self.progress, self.empty, self.all])]

    def show(self, *, shown: bool) -> None:
        """Show or hide the screen; only a shown one is worked out."""
        self.is_shown = shown
        super().show(shown=shown)

    def act(self, key: str) -> bool:
        """Move what is tried out; the record stays as it is."""
        if key not in (self.what.key, self.share.key):
            return False
        if key == self.what.key or self.share.value is None:
            self._start_trying(str(self.what.value))
        for part in (self.what, self.share):
            self.model.put_aside(part.key, part.value)
        return True

    def refresh(self) -> None:
        """Work it out for the picture as it is now."""
        if not self.is_shown:
            return
        record, library, appraisal = self.model.record, self.model.library, self.model.appraisal
        self.warning.html = warned(record, library, self.model.review)
        self.progress.html = WORKING
        found = insight(record, library, appraisal)
        self.progress.html = ""
        nothing = words.NOTHING_RANKED if appraisal.roles[record.whose] else words.NOTHING_RATED
        self.empty.html = "" if found else words.paragraphs([nothing])
        self.all.layout.display = None if found else "none"
        picked = (record.criteria, record.large_type)
        if found is not None and (found is not self.found or picked != self.drawn_for):
            self.found, self.drawn_for = found, picked
            self._draw(found)
        self.found = found
        if found is not None:
            self.tried.html = words.paragraphs([self._tried()])

    def _names(self) -> dict[str, str]:
        return words.names_of(self.model.library)

    def _draw(self, found: Insight) -> None:
        library, names = self.model.library, self._names()
        labels = [criterion_label(library.criteria[turn.criterion]) for turn in found.turns]
        self.ahead.html = f"<h3>{WHOSE[found.whose]}</h3>" + words.paragraphs(
            [words.ahead_sentence(found, names), *twins.unranked_sentences(found.unranked, names), words.TURNS_LEAD]
        )
        chart = turns.turn_chart(labels, ahead=names[found.leader], sizes=self.sizes)
        params = turns.turn_params(found.turns, names)
        self.turn_chart.children = [hosted("turns", chart, DESCRIBED, params)]
        plain = {label.id: label.text for label in labels}
        self.turns.html = _on_demand(
            "In words and numbers",
            words.turns_html(found, library)
            + tables.twin_table(turns.twin(found.turns, plain, names), "When another option comes ahead"),
        )
        self.notes.html = twins.cautions(self.model.record, library)
        self.facts.html = words.facts_html(found, library)
        self._draw_readings(found)
        self.what.value = None
        self.what.options = [{"id": label.id, "label": label.text} for label in labels]
        self._start_trying(max(found.turns, key=lambda turn: turn.now).criterion)
        self._try_again([label.id for label in labels])
        options = [option_label(library.options[name]) for name in self.model.appraisal.options]
        chart = shifts.shift_chart("tried", options, title="The fit, now and as tried", sizes=self.sizes)
        self.try_chart.children = [hosted("tried", chart, DESCRIBED, self._tried_params())]

    def _draw_readings(self, found: Insight) -> None:
        names, shown = self._names(), words.shifts_of(found)
        told = [*([words.READINGS_LEAD] if shown else [words.NO_READINGS]), *words.doubt_sentences(found, names)]
        said = [words.reading_sentence(reading, found, names) for reading in found.readings[: len(shown)]]
        more = words.paragraphs(said) + tables.twin_table(
            words.readings_twin(found, self.model.library), "Other stored readings, and what each rests on"
        )
        self.readings_lead.html = words.paragraphs(told)
        self.readings.html = _on_demand("In words and numbers", more) if shown else ""
        labels = [Label(shift.id, names[reading.option]) for shift, reading in zip(shown, found.readings, strict=False)]
        self.reading_chart.children = [
            hosted("readings", chart, DESCRIBED, shifts.shift_params("readings", shown))
            for chart in (
                [
                    shifts.shift_chart(
                        "readings",
                        labels,
                        title="The fit with other readings",
                        subtitle=words.READINGS_KEY,
                        sizes=self.sizes,
                        lines=2,
                    )
                ]
                if shown
                else []
            )
        ]

    def _start_trying(self, criterion: str) -> None:
        """Begin at the weight the criterion has now."""
        found = self.found
        now = next((turn.now for turn in found.turns if turn.criterion == criterion), 0.0) if found else 0.0
        self.what.value, self.share.value = criterion, round(now)
        self.lines = dict(one_way(self.model.record, self.model.library, self.model.appraisal, criterion))

    def _try_again(self, known: Sequence[str]) -> None:
        """Take up what was tried before, on a page loaded anew or with other weights."""
        held = self.model.beside(TRY)
        criterion, share = held.get("what"), held.get("share")
        if criterion in known and isinstance(share, int | float) and 0 <= share <= self.share.max:
            self._start_trying(str(criterion))
            self.share.value = share

    def _fits(self) -> dict[str, float]:
        place = round(self.share.value or 0)
        return {option: line[place] for option, line in self.lines.items()}

    def _tried(self) -> str:
        fits = {option: fit for option, fit in self._fits().items() if option in self.model.appraisal.ranked}
        if not fits:
            return ""
        top = max(fits, key=lambda option: fits[option])
        near = self.model.library.assumptions.near_tie_points.value
        return words.tried_sentence(
            round(self.share.value or 0), [option for option in fits if fits[top] - fits[option] < near], self._names()
        )

    def _tried_params(self) -> dict[str, Any]:
        shown, fits = self.model.appraisal.roles[self.model.record.whose], self._fits()
        if shown is None or not fits:
            return {}
        order = self.model.appraisal.options
        return shifts.shift_params("tried", [shifts.Shift(name, shown.fit[name], fits[name]) for name in order])

    def charts(self) -> Params:
        """Give the parameters of what is tried out; the other charts are drawn anew when they change."""
        return {"tried": self._tried_params()} if self.found else {}


def _on_demand(summary: str, html: str) -> str:
    return f'<details class="trd-details"><summary>{summary}</summary>{html}</details>'
