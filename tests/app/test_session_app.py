"""The shell of the session page, without a browser: what is kept where the page cannot be shown."""

import pytest

from trd_sdm.app.model import SessionModel
from trd_sdm.app.parts import Answer
from trd_sdm.app.session_app import SessionApp
from trd_sdm.evidence import load_library


@pytest.fixture
def app():
    return SessionApp(SessionModel(load_library()))


def _fails_once(app, monkeypatch):
    shown = app._refresh
    calls = []

    def refresh():
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError("cannot be shown")
        shown()

    monkeypatch.setattr(app, "_refresh", refresh)


def test_a_sign_of_danger_is_kept_where_the_page_could_not_be_shown(app, monkeypatch):
    _fails_once(app, monkeypatch)
    with pytest.raises(RuntimeError, match="cannot be shown"):
        app._answered(Answer("safety.answer.plan", "yes", 1))
    assert app.model.record.is_stopped
    assert app.way.first_open("weigh") == "safety"


def test_another_answer_is_not_kept_where_the_page_could_not_be_shown(app, monkeypatch):
    _fails_once(app, monkeypatch)
    with pytest.raises(RuntimeError, match="cannot be shown"):
        app._answered(Answer("country", "GB", 1))
    assert app.model.record.country is None
