"""The notes of one day: two questionnaires in full, scores taken elsewhere, ratings, thoughts of suicide, doses."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import ClassVar

import ipywidgets as widgets

from trd_sdm.app.follow_up.page import FollowUpScreenPage
from trd_sdm.app.pages.page import box
from trd_sdm.app.parts import Choices, DateField, InputPart, Markup, NumberField, RangeSlider, TextField
from trd_sdm.clinical.days import FIRST_DAY
from trd_sdm.clinical.measures import score
from trd_sdm.present import follow_up as words
from trd_sdm.present.disclaimer import day_words
from trd_sdm.session.assessment import today
from trd_sdm.session.series import AS_SCORES, IN_FULL


class WeekPage(FollowUpScreenPage):
    """All questions of a week; each answer is kept at once, and none has to be given."""

    name: ClassVar[str] = "week"
    label: ClassVar[str] = "Add a week"
    lead: ClassVar[str] = "add a week"
    title: ClassVar[str] = "Notes of a week"
    why: ClassVar[str] = "Each answer is kept at once. Leave out what you like. A gap is fine."

    def build(self) -> Sequence[widgets.Widget]:
        """Make every question once; `refresh` points them at the day that is open."""
        self.day = DateField("followed_day", "Day of these notes", min=FIRST_DAY.isoformat(), max=today().isoformat())
        self.said = Markup(live=True)
        self.asked: dict[str, InputPart] = {}
        cards = [box([self.day, self.said], "trd-card")]
        cards += [self._questionnaire(name) for name in IN_FULL]
        cards += [self._thoughts(), self._ratings(), self._scores(), self._doses()]
        self.parts = [self.day, *self.asked.values()]
        return cards

    def _ask(self, field: str, part: InputPart) -> InputPart:
        self.asked[field] = part
        return part

    def _questionnaire(self, name: str) -> widgets.Widget:
        """Show a questionnaire word for word."""
        held = self.model.clinical.instruments[name]
        scale = held if held.answers else self.model.clinical.instruments[held.answers_as or ""]
        answers = [{"id": str(one.score), "label": one.text} for one in scale.answers]
        asked = [
            self._ask(
                f"answers.{name}.{item.id}",
                Choices(f"{name}.{item.id}", f"{place}. {item.text}", answers, multiple=False, columns=4),
            )
            for place, item in enumerate(held.items, start=1)
        ]
        total = Markup(live=True)
        setattr(self, f"total_{name}", total)
        rights = f"<p class='trd-note'>{escape(held.rights.owner)} {escape(held.rights.notice or '')}</p>"
        head = Markup(f"<h3>{escape(held.name)}</h3><p><b>{escape(held.recall or '')}</b></p>")
        return box([head, *asked, total, Markup(rights)], "trd-card", "trd-asked")

    def _thoughts(self) -> widgets.Widget:
        asked = [
            self._ask(
                f"suicidal.{name}",
                RangeSlider(name, label, max=10, low_words=low, high_words=high, unrated_words="Not noted"),
            )
            for name, (label, low, high) in words.THOUGHTS.items()
        ]
        head = Markup(f"<h3>Thoughts of suicide</h3><p>{words.THOUGHTS_WHY}</p>")
        return box([head, box(asked, "trd-week-grid")], "trd-card")

    def _ratings(self) -> widgets.Widget:
        low, high = words.DAILY_ENDS
        asked = [
            self._ask(
                f"ratings.{name}",
                RangeSlider(name, label, max=10, low_words=low, high_words=high, unrated_words="Not noted"),
            )
            for name, label in words.DAILY.items()
        ]
        return box([Markup("<h3>The last seven days</h3>"), box(asked, "trd-week-grid")], "trd-card")

    def _scores(self) -> widgets.Widget:
        asked = []
        for name in AS_SCORES:
            low, high = self.model.clinical.rights[name].range or (0, 0)
            measure = self.model.clinical.measures.measures[name]
            label = f"{measure.name} ({measure.about})"
            field = NumberField(name, label, min=float(low), max=float(high), help=f"From {low} to {high}.")
            asked.append(self._ask(f"scores.{name}", field))
        return box([Markup("<h3>Scores taken elsewhere</h3>"), box(asked, "trd-week-grid")], "trd-card")

    def _doses(self) -> widgets.Widget:
        label, low, high = words.SIDE_EFFECTS
        slider = RangeSlider("side", label, max=10, low_words=low, high_words=high, unrated_words="Not noted")
        doses = NumberField("missed", "Doses missed in the last seven days", min=0.0, max=100.0, step=1.0)
        note = TextField("note", "Anything else", help="For you to remember. Write no names.", lines=3)
        asked = [self._ask("side_effects", slider), self._ask("missed_doses", doses), self._ask("note", note)]
        return box([Markup("<h3>Side effects and doses</h3>"), *asked], "trd-card")

    def refresh(self) -> None:
        """Point every question at the day that is open, and show what was noted on it."""
        day, entry = self.model.day, self.model.entry
        self.day.value = day.isoformat()
        noted = entry in self.model.record.tracking.entries
        self.said.html = f"<p>{day_words(day)}. {'' if noted else 'Nothing is noted on this day yet.'}</p>"
        held = {name: getattr(entry, name) for name in ("side_effects", "missed_doses", "note")}
        held |= {f"ratings.{name}": value for name, value in entry.ratings.items()}
        held |= {f"suicidal.{name}": value for name, value in entry.suicidal}
        held |= {f"scores.{one.measure}": one.score for one in entry.scores}
        for one in entry.answers:
            held |= {f"answers.{one.instrument}.{item}": str(value) for item, value in one.answers.items()}
        for field, part in self.asked.items():
            part.key = f"week.{day.isoformat()}.{field}"
            part.value = held.get(field)
        for name in IN_FULL:
            self._tell_total(name)

    def _tell_total(self, name: str) -> None:
        instrument = self.model.clinical.instruments[name]
        answers = next((one.answers for one in self.model.entry.answers if one.instrument == name), {})
        found = score(instrument, answers, self.model.clinical.choices(name))
        short = self.model.clinical.measures.measures[name].name
        said = words.total_words(short, found.total, found.band, len(found.missing), len(instrument.items))
        total: Markup = getattr(self, f"total_{name}")
        total.html = f"<p><b>{escape(said)}</b></p>"
