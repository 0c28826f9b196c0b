"""Here and now: what troubles the person today, and what getting each option takes at this clinic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import ipywidgets as widgets
from markupsafe import escape

from trd_sdm.app.pages.page import Page, box
from trd_sdm.app.parts import Choices, InputPart, Markup, NumberField, OpenFile, Select
from trd_sdm.present import local_words as words
from trd_sdm.session.answers import AnswerError
from trd_sdm.session.clinic import ClinicError, parse_clinic
from trd_sdm.session.local_facts import may_be_eased
from trd_sdm.session.screens import Screen
from trd_sdm.session.values import LocalFacts

NUMBERS = {
    "waiting_weeks": ("weeks", 260),
    "travel_minutes": ("minutes", 1440),
    "cost": ("", 1_000_000),
    "days_off": ("days", 60),
}
ESCORT = [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}]


class LocalPage(Page):
    """Side effects of today, a clinic's file, and for each option on the table what it takes here."""

    name: ClassVar[Screen] = "local"
    label: ClassVar[str] = "Here and now"
    lead: ClassVar[str] = "look at what it takes here"
    title: ClassVar[str] = "What is it like here, and now?"
    why: ClassVar[str] = (
        "Waiting, travel and cost differ from place to place. Fill in what you know; the picture follows."
    )

    def build(self) -> Sequence[widgets.Widget]:
        """Make the question about today and the clinic's file; `refresh` makes the fields of each option."""
        library = self.model.library
        self.bothers = Choices(
            "bothers_now",
            words.BOTHERS,
            [{"id": name, "label": library.criteria[name].plain} for name in may_be_eased(library)],
            help=words.BOTHERS_HELP,
            columns=2,
        )
        self.ease = Markup(live=True)
        self.file = OpenFile("clinic_file", words.CLINIC, accept=".yaml,.yml,.json", detail=words.CLINIC_HELP)
        self.rules = Markup()
        self.gap = Markup(live=True)
        self.fields: dict[tuple[str, str], InputPart] = {}
        self.said: dict[str, Markup] = {}
        self.options = box([], "trd-column")
        self.drawn_for: object = None
        return [
            box([self.bothers, self.ease], "trd-card"),
            box(
                [Markup(f"<h3>{words.FACTS}</h3><p>{words.FACTS_HELP}</p>"), self.file, self.rules, self.gap],
                "trd-section",
            ),
            self.options,
        ]

    def refresh(self) -> None:
        """Make the fields anew if other options are on the table; otherwise set what the record says."""
        record, library = self.model.record, self.model.library
        options = self.model.appraisal.options
        if (options, record.clinic.money) != self.drawn_for:
            self._draw(options)
            self.drawn_for = (options, record.clinic.money)
        self.bothers.value = [name for name in record.bothers_now if name in may_be_eased(library)]
        self.ease.html = words.ease_html(record, library)
        self.rules.html = words.rules(record, library)
        gap = words.travel_gap(record, library, options)
        self.gap.html = f'<p class="trd-coverage">{escape(gap)}</p>' if gap else ""
        for (option, name), field in self.fields.items():
            held = getattr(record.local.get(option, LocalFacts()), name)
            field.value = None if held == "unknown" else held
        for option, said in self.said.items():
            said.html = words.used_html(record, library, option)
        self.parts = [self.bothers, self.file, *self.fields.values()]

    def _draw(self, options: Sequence[str]) -> None:
        library, money = self.model.library, self.model.record.clinic.money or ""
        self.fields, self.said, cards = {}, {}, []
        for option in options:
            name = library.options[option].short_name
            shown: list[widgets.Widget] = []
            for fact, (unit, most) in NUMBERS.items():
                field = NumberField(
                    f"local.{option}.{fact}", words.FIELDS[fact], within=name, min=0, max=most, unit=unit or money
                )
                self.fields[option, fact] = field
                shown.append(field)
            if library.estimate(option, "escort_needed").value == 1:
                escort = Select(f"local.{option}.escort", words.FIELDS["escort"], ESCORT, within=name)
                self.fields[option, "escort"] = escort
                shown.append(escort)
            self.said[option] = Markup(live=True)
            group = box(shown, "trd-row", "trd-facts")
            cards.append(box([Markup(f"<h4>{escape(name)}</h4>"), group, self.said[option]], "trd-card"))
        if len(options) < 2:
            cards = [Markup(f"<p>{words.NO_OPTIONS}</p>"), *cards]
        self.options.children = cards

    def hear(self, key: str, value: Any) -> bool:
        """Read a clinic's file; one that cannot be used changes nothing and says why."""
        if key != self.file.key:
            return False
        try:
            read = parse_clinic(value["text"], self.model.evidence, value["name"])
        except ClinicError as error:
            told = f"The file was not opened, and nothing has changed. {' '.join(map(str, error.faults))}"
            raise AnswerError(told) from None
        self.model.take("clinic", read)
        return True
