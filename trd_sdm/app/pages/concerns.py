"""What the pair adds themselves: their own concerns, and how well each option on the table does on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ipywidgets as widgets

from trd_sdm.app.pages.page import box, show_part
from trd_sdm.app.parts import ActionButton, InputPart, Markup, RangeSlider, TextField
from trd_sdm.present.concerns import HEADING, HOW, RATE_LATER, rate_words, rating_heading, rating_label
from trd_sdm.session.concerns import OWN_IDS

if TYPE_CHECKING:
    from trd_sdm.app.model import SessionModel

LETTERS_AT_MOST = 40
RATE = "rate_concerns"


class Concerns:
    """A field for each own concern and one for the next, and the ratings of each.

    Parameters
    ----------
    model : SessionModel
    """

    def __init__(self, model: SessionModel) -> None:
        self.model = model
        self.fields = {
            name: TextField(
                f"concerns.{name}.text",
                "Something else that matters" if place == 0 else "Anything else?",
                multiline=False,
                max_length=LETTERS_AT_MOST,
                help=f"A few words, up to {LETTERS_AT_MOST} letters. Empty it to take it away.",
            )
            for place, name in enumerate(OWN_IDS)
        }
        self.ratings = ConcernRatings(model)
        self.later = Markup()
        asked = [part for name in OWN_IDS for part in (self.fields[name], self.ratings.groups[name])]
        self.widget = box([Markup(f"<h3>{HEADING}</h3><p>{HOW}</p>"), *asked, self.later], "trd-card")

    @property
    def parts(self) -> list[InputPart]:
        """The inputs that are there now."""
        return [*self.fields.values(), *self.ratings.parts]

    def refresh(self) -> None:
        """Show the concerns of the record, one empty field more, and a slider for each option."""
        held = {concern.id: concern for concern in self.model.record.concerns}
        free = next((name for name in OWN_IDS if name not in held), None)
        for name, field in self.fields.items():
            field.value = held[name].text if name in held else None
            show_part(field, name in held or name == free)
        self.ratings.refresh()
        known = bool(held) and not self.ratings.sliders
        self.later.html = f"<p>{RATE_LATER}</p>" if known else ""
        show_part(self.later, known)


class ConcernRatings:
    """A slider for each own concern and option on the table; the same rating may stand on several screens.

    Parameters
    ----------
    model : SessionModel

    Attributes
    ----------
    groups : dict of str to widget
        The sliders of each concern, below its question.
    """

    def __init__(self, model: SessionModel) -> None:
        self.model = model
        self.groups = {name: box([]) for name in OWN_IDS}
        self.sliders: dict[tuple[str, str], RangeSlider] = {}
        self.drawn_for: object = None

    def carded(self) -> widgets.VBox:
        """Give all ratings on one card."""
        return box([Markup(f"<h3>{HEADING}</h3>"), *self.groups.values()], "trd-card")

    @property
    def parts(self) -> list[InputPart]:
        """The sliders that are there now."""
        return list(self.sliders.values())

    def refresh(self) -> None:
        """Show a slider for each concern and option, at its rating."""
        record = self.model.record
        options = self.model.appraisal.options if len(record.shortlist) > 1 else ()
        held = {concern.id: concern for concern in record.concerns}
        asked = (options, {name: concern.text for name, concern in held.items()})
        if asked != self.drawn_for:
            self._draw(options)
            self.drawn_for = asked
        for (name, option), slider in self.sliders.items():
            slider.value = held[name].ratings.get(option)

    def _draw(self, options: tuple[str, ...]) -> None:
        """Make a slider for each concern and option; those of a pair that stays are kept, and so is the focus."""
        kept, self.sliders = self.sliders, {}
        held = {concern.id: concern for concern in self.model.record.concerns}
        for name, group in self.groups.items():
            shown: list[widgets.Widget] = []
            for option in options if name in held else ():
                label = rating_label(self.model.library.options[option].short_name, held[name].text)
                slider = kept.get((name, option)) or RangeSlider(
                    f"concerns.{name}.rated.{option}",
                    label,
                    min=0,
                    max=10,
                    low_words="0: as bad as it gets",
                    high_words="10: as good as it gets",
                    unrated_words="Not rated yet",
                )
                slider.label = label
                self.sliders[name, option] = slider
                shown.append(slider)
            heading = Markup(rating_heading(held[name].text)) if shown else None
            group.children = [heading, *shown] if heading else []
            show_part(group, bool(shown))


class RateLead:
    """A button that leads to the ratings of own concerns, while some option has none.

    Parameters
    ----------
    model : SessionModel
    """

    def __init__(self, model: SessionModel) -> None:
        self.model = model
        self.button = ActionButton(RATE, "", kind="secondary")

    def refresh(self) -> None:
        """Show the button where an own concern that counts is not rated for every option."""
        record, options = self.model.record, self.model.appraisal.options
        waits = [
            concern.text
            for concern in record.concerns
            if concern.id in record.criteria and not set(options) <= set(concern.ratings)
        ]
        show_part(self.button, bool(waits) and len(options) > 1)
        self.button.label = rate_words(waits[0]) if waits else ""

    def act(self, key: str) -> bool:
        """Turn to the screen with the ratings."""
        if key != RATE:
            return False
        self.model.take("screen", "cards")
        return True
