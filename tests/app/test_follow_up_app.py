"""The follow-up's screens on the app itself, with no browser."""

import pytest

from tests.app.test_turning import _type_in_charts
from trd_sdm.app.follow_up.model import FollowUpModel
from trd_sdm.app.follow_up_app import FollowUpApp
from trd_sdm.app.parts import Answer
from trd_sdm.evidence import load_library
from trd_sdm.present.help import HELP, TURNS
from trd_sdm.present.theme import LARGE, NORMAL
from trd_sdm.session.examples import example


@pytest.fixture
def app():
    library = load_library()
    return FollowUpApp(FollowUpModel(library, example(library)))


def test_larger_type_reaches_the_chart(app):
    assert set(_type_in_charts(app.pages["now"])) == {NORMAL.small}
    app._answered(Answer("type_size", 1, 1))
    assert set(_type_in_charts(app.pages["now"])) == {LARGE.small}
    app._answered(Answer("type_size", 2, 2))
    assert set(_type_in_charts(app.pages["now"])) == {NORMAL.small}


@pytest.mark.parametrize("screen", ["now", "week", "notes", "treatments"])
def test_every_screen_says_whose_turn_it_is_and_how_to_use_it(app, screen):
    app._answered(Answer("followed_screen", screen, 1))
    header = app.pages[screen].widget.children[0].html
    assert TURNS[HELP[screen].turn].replace("'", "&#39;") in header
    assert HELP[screen].what in header


def test_a_week_with_thoughts_of_suicide_stops_and_undo_does_not_lift_it(app):
    app.model.take("week.2026-11-26.suicidal.intensity", 3)
    assert app.model.record.is_stopped
    app._answered(Answer("undo", 1, 1))
    assert app.model.record.is_stopped
