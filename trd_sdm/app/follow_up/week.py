"""The notes of one day: the score agreed on first, then what is tracked each week; the rest waits behind folds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, ClassVar

import ipywidgets as widgets

from trd_sdm.app.follow_up.page import FollowUpScreenPage
from trd_sdm.app.pages.page import box, show_part
from trd_sdm.app.parts import (
    ActionButton,
    Choices,
    DateField,
    Fold,
    InputPart,
    Markup,
    NumberField,
    RangeSlider,
    TextField,
    folding,
)
from trd_sdm.clinical.days import FIRST_DAY
from trd_sdm.clinical.measures import score
from trd_sdm.present import week as words
from trd_sdm.session.assessment import today
from trd_sdm.session.series import AS_SCORES, IN_FULL

SAVE_WEEK, TO_TODAY = "save_week", "week_today"
SCORES, NOTE = "scores", "note"


class WeekPage(FollowUpScreenPage):
    """What is asked of a week; each answer is kept at once, and none has to be given."""

    name: ClassVar[str] = "week"
    label: ClassVar[str] = "Add a week"
    lead: ClassVar[str] = "add a week"
    title: ClassVar[str] = "Notes of a week"
    why: ClassVar[str] = "Each answer is kept at once. Leave out what you like. A gap is fine."

    def build(self) -> Sequence[widgets.Widget]:
        """Make every question once; `refresh` points them at the day that is open."""
        self.day = DateField("followed_day", "Day of these notes", min=FIRST_DAY.isoformat(), max=today().isoformat())
        self.said = Markup(live=True)
        self.to_today = ActionButton(TO_TODAY, words.TO_TODAY, kind="secondary")
        self.asked: dict[str, InputPart] = {}
        self.totals: dict[str, Markup] = {}
        self.questionnaires = {name: self._questionnaire(name) for name in IN_FULL}
        self.score_fields = {name: self._score(name) for name in AS_SCORES}
        # These folds stay shut on the full path too: what they hold can wait, and their names say what is filled in.
        self.waiting = {name: Fold("") for name in (*IN_FULL, SCORES, NOTE)}
        self.behind = {name: folding(fold, []) for name, fold in self.waiting.items()}
        self.agreed: tuple[str, ...] = ()
        self.first = box([], "trd-column")
        self.more = box(
            [Markup(f"<h3>{words.MORE}</h3><p>{words.MORE_WHY}</p>"), *self.behind.values()],
            "trd-card",
            "trd-week-more",
        )
        self.progress = Markup(live=True)
        self.save = ActionButton(SAVE_WEEK, words.SAVE, kind="secondary")
        cards = [
            box([self.day, self.said, self.to_today], "trd-card", "trd-week-day"),
            self.first,
            self._ratings(),
            self._thoughts(),
            self._doses(),
            self.more,
        ]
        self._put(NOTE, [self._ask("note", TextField("note", "Anything else", help=words.NOTE_HELP, lines=3))])
        self.parts = [self.day, self.to_today, *self.asked.values(), self.save]
        return [
            box(cards, "trd-week", "trd-column"),
            box([self.progress, self.save], "trd-week-bar", "trd-screen-only"),
        ]

    def _ask(self, field: str, part: InputPart) -> InputPart:
        self.asked[field] = part
        return part

    def _slide(self, field: str, label: str, low: str, high: str) -> InputPart:
        name = field.rpartition(".")[2]
        return self._ask(
            field, RangeSlider(name, label, max=10, low_words=low, high_words=high, unrated_words="Not noted")
        )

    def _questionnaire(self, name: str) -> list[widgets.Widget]:
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
        self.totals[name] = Markup(live=True)
        rights = f"<p class='trd-note'>{escape(held.rights.owner)} {escape(held.rights.notice or '')}</p>"
        head = Markup(f"<h3>{escape(held.name)}</h3><p><b>{escape(held.recall or '')}</b></p>")
        return [box([head, *asked, self.totals[name], Markup(rights)], "trd-asked")]

    def _score(self, name: str) -> InputPart:
        low, high = self.model.clinical.rights[name].range or (0, 0)
        measure = self.model.clinical.measures.measures[name]
        label = f"{measure.name} ({measure.about})"
        field = NumberField(name, label, min=float(low), max=float(high), help=f"From {low} to {high}.")
        return self._ask(f"scores.{name}", field)

    def _ratings(self) -> widgets.Widget:
        groups = [
            box(
                [
                    Markup(f"<h4>{group}</h4>"),
                    *(self._slide(f"ratings.{name}", words.DAILY[name], *words.DAILY_ENDS) for name in names),
                ]
            )
            for group, names in words.DAILY_GROUPS.items()
        ]
        head = Markup(f"<h3>The last seven days</h3><p>{words.DAILY_HELP}</p>")
        return box([head, box(groups, "trd-week-grid", "trd-ends-said")], "trd-card")

    def _thoughts(self) -> widgets.Widget:
        asked = [self._slide(f"suicidal.{name}", *said) for name, said in words.THOUGHTS.items()]
        head = Markup(f"<h3>Thoughts of suicide</h3><p>{words.THOUGHTS_WHY}</p>")
        return box([head, box(asked, "trd-week-grid")], "trd-card")

    def _doses(self) -> widgets.Widget:
        slider = self._slide("side_effects", *words.SIDE_EFFECTS)
        doses = NumberField("missed", words.MISSED, min=0.0, max=100.0, step=1.0)
        asked = [slider, self._ask("missed_doses", doses)]
        return box([Markup("<h3>Side effects and doses</h3>"), box(asked, "trd-week-grid")], "trd-card")

    def act(self, key: str) -> bool:
        """Turn to the notes of today."""
        if key != TO_TODAY:
            return False
        self.model.take("followed_day", None)
        return True

    # -- what is shown ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Point every question at the day that is open, and show what was noted on it."""
        day, entry = self.model.day, self.model.entry
        self.day.value = day.isoformat()
        if self.model.agreed != self.agreed:
            self._arrange(self.model.agreed)
        noted = entry in self.model.record.tracking.entries
        self.said.html = f"<p>{words.day_told(day, today(), noted=noted)}</p>"
        show_part(self.to_today, day != today())
        held = {name: getattr(entry, name) for name in ("side_effects", "missed_doses", "note")}
        held |= {f"ratings.{name}": value for name, value in entry.ratings.items()}
        held |= {f"suicidal.{name}": value for name, value in entry.suicidal}
        held |= {f"scores.{one.measure}": one.score for one in entry.scores}
        for one in entry.answers:
            held |= {f"answers.{one.instrument}.{item}": str(value) for item, value in one.answers.items()}
        for field, part in self.asked.items():
            part.key = f"week.{day.isoformat()}.{field}"
            part.value = held.get(field)
        filled = {field: value for field, value in held.items() if value is not None}
        for name in IN_FULL:
            self._tell_total(name, filled)
        self._tell_scores(filled)
        self.waiting[NOTE].label = words.note_fold(len(entry.note or ""))
        self._tell_progress(filled, noted=noted)

    def _arrange(self, agreed: tuple[str, ...]) -> None:
        """Put the measures agreed on first and open, and all others behind their folds."""
        self.agreed = agreed
        cards = [box(self.questionnaires[name], "trd-card") for name in IN_FULL if name in agreed]
        first = [field for name, field in self.score_fields.items() if name in agreed]
        if first:
            cards.append(box([Markup(f"<h3>{words.AGREED}</h3>"), box(first, "trd-week-grid")], "trd-card"))
        self.first.children = cards
        for name in IN_FULL:
            self._put(name, [] if name in agreed else self.questionnaires[name])
        rest = [field for name, field in self.score_fields.items() if name not in agreed]
        self._put(SCORES, [Markup(f"<h3>{words.SCORES}</h3>"), box(rest, "trd-week-grid")] if rest else [])

    def _put(self, name: str, children: Sequence[widgets.Widget]) -> None:
        """Put widgets behind a fold; with none, the fold goes."""
        self.behind[name].children[1].children = list(children)
        show_part(self.behind[name], bool(children))

    def _tell_total(self, name: str, filled: Mapping[str, Any]) -> None:
        instrument, measure = self.model.clinical.instruments[name], self.model.clinical.measures.measures[name]
        answers = next((one.answers for one in self.model.entry.answers if one.instrument == name), {})
        found = score(instrument, answers, self.model.clinical.choices(name))
        total = filled.get(f"scores.{name}") if found.total is None else found.total  # a table may hold no answers
        said = words.total_words(measure.name, total, found.band, len(found.missing), len(instrument.items))
        self.totals[name].html = f"<p><b>{escape(said)}</b></p>"
        self.waiting[name].label = words.questions_fold(
            measure.name, measure.about, len(answers), len(instrument.items), total
        )

    def _tell_scores(self, filled: Mapping[str, Any]) -> None:
        known = self.model.clinical.measures.measures
        names = [name for name in AS_SCORES if name not in self.agreed]
        scores = [f"{known[name].name} {filled[key]:g}" for name in names if (key := f"scores.{name}") in filled]
        self.waiting[SCORES].label = words.scores_fold([known[name].name for name in names], scores)

    def _tell_progress(self, filled: Mapping[str, Any], *, noted: bool) -> None:
        """Say how many parts hold something, and what a copy would hold."""
        heads = {
            "ratings": ("ratings.",),
            "thoughts": ("suicidal.",),
            "doses": ("side_effects", "missed_doses"),
            **{name: (f"answers.{name}.", f"scores.{name}") for name in IN_FULL},
            **{name: (f"scores.{name}",) for name in AS_SCORES if name in self.agreed},
            SCORES: tuple(f"scores.{name}" for name in AS_SCORES if name not in self.agreed),
            NOTE: ("note",),
        }
        parts = {name: any(field.startswith(head) for field in filled) for name, head in heads.items() if head}
        for name, place in self.behind.items():
            # On paper a fold with nothing in it is left out.
            (place.remove_class if parts.get(name) else place.add_class)("trd-nothing-in")
        self.progress.html = f"<p>{words.progress(sum(parts.values()), len(parts))}</p>"
        others = len(self.model.record.tracking.entries) - noted
        saved = self.model.saved == self.model.record.tracking
        self.save.detail = words.to_be_saved(others, this_day=noted, saved=saved)
