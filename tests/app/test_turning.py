"""Buttons that turn to another screen, on the app itself and with no browser."""

import datetime as dt

import pytest

from trd_sdm.app.model import SessionModel
from trd_sdm.app.parts import Answer, ChartHost
from trd_sdm.app.session_app import SessionApp
from trd_sdm.evidence import load_library
from trd_sdm.present.choice import RULED_OUT
from trd_sdm.present.safety import asked_words
from trd_sdm.present.theme import LARGE, NORMAL
from trd_sdm.session.record import Record

OPTIONS = ("stay_optimise", "ect", "rtms")


@pytest.fixture
def app():
    library = load_library()
    record = Record(
        library_version=library.version,
        draws=256,
        screen="sure",
        shortlist=OPTIONS,
        criteria=("response", "weight_gain"),
        weights={"patient": {"response": 80, "weight_gain": 30}},
        facts={"answers": {"metal_near_coil": "yes"}},
        sure={"sure": 0, "risk_benefit": 0},
    )
    return SessionApp(SessionModel(library, record))


@pytest.mark.parametrize(("item", "screen"), [("sure", "weigh"), ("risk_benefit", "points")])
def test_a_no_turns_to_a_screen_that_was_never_open_before(app, item, screen):
    app._answered(Answer(f"sure_go_{item}", 1, 1))
    assert app.model.record.screen == screen
    assert screen in app.pages


def test_an_option_a_rule_keeps_out_leads_to_the_screen_where_it_can_be_put_back(app):
    app._answered(Answer("screen", "choice", 1))
    cards = {card["id"]: card for card in app.pages["choice"].choice.options}
    assert cards["rtms"]["disabled"]
    assert not cards["ect"]["disabled"]
    app._answered(Answer("to_review", 1, 2))
    assert app.model.record.screen == "review"


def _type_in_charts(page):
    """Sizes of the axis numbers in every chart of a screen."""
    found, left = [], [page.widget]
    while left:
        widget = left.pop()
        if isinstance(widget, ChartHost):
            found.append(widget.spec["config"]["axis"]["labelFontSize"])
        left.extend(getattr(widget, "children", ()))
    return found


@pytest.mark.parametrize("screen", ["points", "cards", "numbers", "weigh", "what_changes"])
def test_larger_type_reaches_the_page_and_every_chart(app, screen):
    app._answered(Answer("screen", screen, 1))
    assert set(_type_in_charts(app.pages[screen])) == {NORMAL.small}
    app._answered(Answer("type_size", 1, 2))
    assert set(_type_in_charts(app.pages[screen])) == {LARGE.small}
    assert "trd-large-page" in app.widget._dom_classes
    app._answered(Answer("type_size", 2, 3))
    assert "trd-large-page" not in app.widget._dom_classes


def test_what_would_change_it_is_not_worked_out_before_its_screen_is_open(app):
    page = app.way.pages["what_changes"](app.model)
    assert page.found is None
    page.show(shown=True)
    page.refresh()
    assert page.found is not None
    assert page.model.record.weights.patient["response"] == 80


def test_an_own_concern_without_ratings_leads_from_weighing_to_its_sliders(app):
    app._answered(Answer("concerns.own_1.text", "Time with my children", 1))
    app._answered(Answer("screen", "weigh", 2))
    lead = app.pages["weigh"].rate.button
    assert lead.layout.display is None
    app._answered(Answer("rate_concerns", 1, 3))
    assert app.model.record.screen == "cards"
    sliders = app.pages["cards"].ratings.sliders
    assert {option for _, option in sliders} == {"stay_optimise", "ect"}  # a rule keeps the third one out
    for place, option in enumerate(("stay_optimise", "ect"), start=4):
        app._answered(Answer(f"concerns.own_1.rated.{option}", 5, place))
    assert [slider.value for slider in sliders.values()] == [5, 5]
    app._answered(Answer("screen", "weigh", 6))
    assert lead.layout.display == "none"


def test_what_was_chosen_before_a_rule_spoke_against_it_says_so(app):
    app.model.take("facts.answers", {})
    app._answered(Answer("choice.option", "rtms", 1))
    app._answered(Answer("screen", "choice", 2))
    note = app.pages["choice"].note
    assert RULED_OUT not in note.html
    app.model.take("facts.answers", {"metal_near_coil": "yes"})
    app._answered(Answer("screen", "choice", 3))
    assert RULED_OUT in note.html
    assert "metal" in note.html
    app._answered(Answer("shortlist", ["stay_optimise", "ect", "augment_lithium"], 4))
    app.model.take("facts.answers", {})
    app._answered(Answer("screen", "choice", 5))
    assert "It is not on the table now." in note.html


def test_every_screen_after_the_choice_says_what_speaks_against_it(app):
    app._answered(Answer("choice.option", "rtms", 1))  # a rule speaks against it already
    app.model.take("choice.option", "rtms")
    for place, screen in enumerate(("sure", "take_home", "what_changes"), start=2):
        app._answered(Answer("screen", screen, place))
        page = app.pages[screen]
        shown = page.open if screen == "take_home" else page.warning
        assert RULED_OUT in shown.html, screen
    app.model.take("choice.option", "ect")
    for place, screen in enumerate(("sure", "take_home", "what_changes"), start=5):
        app._answered(Answer("screen", screen, place))
        page = app.pages[screen]
        shown = page.open if screen == "take_home" else page.warning
        assert RULED_OUT not in shown.html, screen


def test_what_is_open_about_the_choice_is_said_there_and_leads_to_its_questions(app):
    app._answered(Answer("screen", "choice", 1))
    page = app.pages["choice"]
    assert page.to_health.layout.display == "none"
    app._answered(Answer("choice.option", "ect", 2))
    assert "safety questions are still open." in page.note.html
    app._answered(Answer("to_health", 1, 3))
    assert app.model.record.screen == "health"


def test_the_last_screen_says_what_was_not_asked_about_safety(app):
    app._answered(Answer("screen", "take_home", 1))
    page = app.pages["take_home"]
    assert "Not asked about yet." in page.open.html
    app.model.take("safety.answer.plan", "no")
    app._answered(Answer("screen", "take_home", 2))
    assert "3 of 4 not asked yet." in page.open.html
    old = {"checks": [{"plan": "no", "answered_at": "2026-01-05T10:00:00Z"}]}
    said = asked_words(app.model.record.with_(safety=old).safety, dt.date(2026, 11, 27))
    assert said == "Last asked on 5 January 2026."


def test_nothing_rated_is_nothing_to_check(app):
    app.model.take("weights.patient.response", None)
    app.model.take("weights.patient.weight_gain", None)
    app._answered(Answer("screen", "tradeoffs", 1))
    assert app.model.record.screen == "tradeoffs"
    assert app.pages["tradeoffs"].clashing.layout.display == "none"


def test_the_plan_says_what_speaks_against_the_choice_before_it_is_taken_over(app):
    app.model.take("choice.option", "rtms")
    app._answered(Answer("screen", "plan", 1))
    page = app.pages["plan"]
    assert RULED_OUT in page.cards[0].use.detail
    app._answered(Answer("use_choice", 1, 2))
    app._answered(Answer("plan.starts_on", "2026-12-07", 3))
    assert RULED_OUT in page.follow.detail
