"""Every screen of both apps, built on the made-up case: whole, with nothing escaped twice."""

import re
from html.parser import HTMLParser

import pytest

from tests.both_frames import OF_PEOPLE, in_one_frame
from trd_sdm.app import screens
from trd_sdm.app.follow_up.model import FollowUpModel
from trd_sdm.app.follow_up.way import FollowUpWay
from trd_sdm.app.model import SessionModel
from trd_sdm.app.parts import Markup
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.evidence import load_library
from trd_sdm.present import speech
from trd_sdm.session.examples import example

TWICE = re.compile(r"&lt;/?(?:ul|ol|li|p|b|h\d|div|section|table|span|a)\b|&amp;(?:lt|gt|amp|quot|#)")


def pages():
    yield from screens.PAGES.values()
    yield from FollowUpWay.pages.values()


def of_the_case(page):
    """Build a screen on the made-up case and open it."""
    library = load_library()
    kind = FollowUpModel if page in FollowUpWay.pages.values() else SessionModel
    built = page(kind(library, example(library)))
    built.show(shown=True)
    built.refresh()
    return built


def shown_html(widget):
    if isinstance(widget, Markup):
        yield widget.html
    for child in getattr(widget, "children", ()):
        yield from shown_html(child)


@pytest.mark.parametrize("page", [*dict.fromkeys(pages())], ids=lambda page: page.__name__)
def test_a_screen_of_the_made_up_case_holds_no_markup_as_text(page):
    built = of_the_case(page)
    shown = " ".join(shown_html(built.widget))
    assert shown
    assert TWICE.findall(shown) == []


class Read(HTMLParser):
    """The text of some HTML as it is first shown: nothing folded away, no source, no note to the clinician."""

    def __init__(self, text):
        super().__init__()
        self.said, self.skipped, self.summary = [], [], 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        folded = tag == "details" and "open" not in held
        if (
            folded
            or tag in ("style", "a")
            or re.search("trd-(note|sources|why)", held.get("class") or "")
            or (self.skipped and tag == self.skipped[-1])
        ):
            self.skipped.append(tag)

    def handle_endtag(self, tag):
        if self.skipped and tag == self.skipped[-1]:
            self.skipped.pop()

    def handle_data(self, data):
        if not self.skipped:
            self.said.append(data)


SAID = ("label", "legend", "help", "detail", "title", "description", "noun", "low_words", "high_words", "unrated_words")


def said_to_patients(widget):
    """Give what a screen says: its text without sources and clinicians' reasons, and the words of its parts."""
    if isinstance(widget, Markup):
        yield " ".join(Read(widget.html).said)
    for name in SAID:
        if isinstance(text := getattr(widget, name, None), str):
            yield text
    for option in getattr(widget, "options", None) or ():
        if isinstance(option, dict):
            yield from (str(option[name]) for name in ("label", "detail", "badge") if option.get(name))
    for child in getattr(widget, "children", ()):
        yield from said_to_patients(child)


@pytest.mark.parametrize("page", [*dict.fromkeys(pages())], ids=lambda page: page.__name__)
def test_a_screen_says_every_count_of_people_in_both_frames(page):
    built = of_the_case(page)
    found = []
    for text in (" ".join(re.sub(r"<[^>]+>", " ", html).split()) for html in every_text(built.widget)):
        for count in OF_PEOPLE.finditer(text):
            near = text[max(count.start() - 90, 0) : count.end() + 130]
            found += [near] if count[0] in in_one_frame(near, OF_PEOPLE) else []
    assert found == []


def every_text(widget):
    """Give all that a screen says, folded or not, with the words of its parts."""
    if isinstance(widget, Markup):
        yield re.sub(r"<style>.*?</style>", " ", widget.html, flags=re.DOTALL)
    yield from (text for name in SAID if isinstance(text := getattr(widget, name, None), str))
    for option in getattr(widget, "options", None) or ():
        if isinstance(option, dict):
            yield from (str(option[name]) for name in ("label", "detail", "badge") if option.get(name))
    for child in getattr(widget, "children", ()):
        yield from every_text(child)


def fixed_wording():
    """Words of the questionnaires, which may not be altered."""
    for instrument in load_clinical().instruments.values():
        yield from (item.text for item in instrument.items)
        yield instrument.recall or ""
        yield instrument.rights.owner


@pytest.mark.parametrize("page", [*dict.fromkeys(pages())], ids=lambda page: page.__name__)
def test_a_screen_steers_nobody_and_says_chances_as_counts(page):
    built = of_the_case(page)
    fixed = [*filter(None, fixed_wording())]
    found = {}
    for text in said_to_patients(built.widget):
        for wording in fixed:
            text = text.replace(wording, "")  # noqa: PLW2901 -- what is fixed is taken out of what is checked
        found |= {f"{text[max(slip.place - 40, 0) : slip.place + 40]}": slip.words for slip in speech.slips(text)}
    assert found == {}


def test_the_screens_of_ratings_and_trades_say_whose_turn_it_is_now():
    library = load_library()
    model = SessionModel(library, example(library))
    points, trades = screens.PAGES["points"](model), screens.PAGES["tradeoffs"](model)
    for whose, turns in (
        ("patient", ("The patient&#39;s turn.", "The patient&#39;s turn.")),
        ("clinician", ("The clinician&#39;s turn.", "The clinician&#39;s turn.")),
        ("shared", ("For both of you.", "The patient&#39;s turn.")),
    ):
        model.take("whose", whose)
        for page, turn in zip((points, trades), turns, strict=True):
            page.refresh()
            assert f'<p class="trd-turn">{turn}</p>' in page.heading.html
            assert page.heading.html.count("trd-turn") == 1


def test_an_open_question_such_as_the_age_leads_to_where_it_is_answered():
    library = load_library()
    model = SessionModel(library, example(library).with_(facts={}))
    page = screens.PAGES["review"](model)
    assert "How old are you?" in page.summary.html
    assert page.answer.layout.display is None
    assert page.answer in page.parts
    assert page.hear(page.answer.key, 1)
    assert model.record.screen == "health"
    health = screens.PAGES["health"](model)
    assert health.age in health.parts
