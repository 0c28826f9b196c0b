"""Drafts and ways of looking stand beside the record: they come back with it, and never go into it."""

import json

import pytest

from trd_sdm.app.aside import Aside
from trd_sdm.app.follow_up.model import FollowUpModel
from trd_sdm.app.follow_up_app import FollowUpApp
from trd_sdm.app.model import SessionModel
from trd_sdm.app.parts import Answer
from trd_sdm.app.session_app import LOOKED, SessionApp
from trd_sdm.evidence import load_library
from trd_sdm.session.examples import example
from trd_sdm.session.saved import to_file

LEARNED = "Mornings are easier."


@pytest.fixture
def library():
    return load_library()


def answered(app, *answers):
    for place, (key, value) in enumerate(answers, start=app.runtime._revision + 1):
        app._answered(Answer(key, value, place))


def loaded_again(app, record, journal=()):
    """A fresh page of the same kind, with what the tab kept of this one."""
    fresh = type(app)(type(app.model)(load_library()))
    fresh.runtime._aside = app.model.aside.to_json(record.seed)
    fresh._restore(record.to_json(), list(journal))
    return fresh


def at(app, screen):
    answered(app, (app.way.field, screen))
    return app.pages[screen]


def test_a_treatment_that_is_half_ended_is_there_again_and_in_no_record(library):
    app = FollowUpApp(FollowUpModel(library, example(library)))
    at(app, "treatments")
    place = str(app.model.followed.running[0].place)
    answered(app, ("aside.end.place", place), ("aside.end.learned", LEARNED))
    assert LEARNED not in app.model.record.to_json()
    fresh = loaded_again(app, app.model.record, [("aside.start.agent", "lithium")])
    page = fresh.pages["treatments"]
    assert (page.end_parts["place"].value, page.end_parts["learned"].value) == (place, LEARNED)
    assert page.start_parts["agent"].value == "lithium"
    answered(fresh, ("end_course", 1))
    assert fresh.model.record.past.trials[-1].note == LEARNED
    assert fresh.model.beside("aside.end.") == {}
    assert fresh.model.beside("aside.start.") == {"agent": "lithium"}


def test_a_day_of_the_plan_and_what_a_clinician_did_are_there_again(library):
    app = SessionApp(SessionModel(library, example(library)))
    at(app, "plan")
    answered(app, ("aside.point.week", 9), ("safety.answer.intent", "yes"), ("aside.acknowledge.done", "Talked."))
    fresh = loaded_again(app, app.model.record)
    assert fresh.pages["safety"].done.value == "Talked."
    answered(fresh, ("aside.acknowledge.by", "Dr A"), ("acknowledge", 1))
    assert fresh.model.record.is_stopped  # nobody said that a clinician is there
    answered(fresh, ("clinician_with_you", "yes"), ("acknowledge", 1))
    assert not fresh.model.record.is_stopped
    assert fresh.model.beside("aside.acknowledge.") == {}
    judge = at(fresh, "plan").judge
    assert (judge.kind.value, judge.week.value) == ("checkpoint", 9)
    answered(fresh, ("add_point", 1))
    assert 9 in [point.week for point in fresh.model.record.plan.decision_points]
    assert judge.week.value is None


def test_a_medicine_without_its_name_is_there_again(library):
    app = SessionApp(SessionModel(library, example(library)))
    drugs = at(app, "health").drugs
    name = next(field["name"] for field in drugs.fields if field["name"] not in drugs.required)
    drugs.set_state({"said": ["aside.drugs", [{name: "x", "stray": 1}]], "revision": app.runtime._revision + 1})
    assert drugs.drafts == [{name: "x"}]
    assert loaded_again(app, app.model.record).pages["health"].drugs.drafts == [{name: "x"}]


def test_a_burden_and_a_weight_that_was_tried_are_there_again(library):
    app = SessionApp(SessionModel(library, example(library)))
    burden = at(app, "weigh").burden
    other = [option["id"] for option in burden.picker.options][-1]
    assert burden.picker.value != other
    answered(app, ("aside.burden", other))
    assert (burden.burden, burden.picker.value) == (other, other)
    page = at(app, "what_changes")
    tried = next(option["id"] for option in page.what.options if option["id"] != page.what.value)
    page.what.value = tried
    answered(app, ("aside.try.what", tried))
    page.share.value = 61
    answered(app, ("aside.try.share", 61))
    fresh = loaded_again(app, app.model.record)
    page = fresh.pages["what_changes"]
    assert (page.what.value, page.share.value) == (tried, 61)
    assert at(fresh, "weigh").burden.burden == other


def test_numbers_that_are_others_now_stay_until_they_were_looked_at(library):
    record = example(library)
    held = json.loads(to_file(record, library))
    option, figures = next(iter(held["saved"]["numbers"].items()))
    figures[next(iter(figures))]["mark"] = "0" * 12
    app = SessionApp(SessionModel(library))
    answered(app, ("open", {"name": "a.json", "text": json.dumps(held)}))
    assert library.options[option].short_name in app.changes.html
    fresh = loaded_again(app, app.model.record)
    assert fresh.changes.html == app.changes.html
    assert fresh.other_numbers.layout.display is None
    answered(fresh, (LOOKED, 1))
    assert (fresh.changes.html, fresh.other_numbers.layout.display) == ("", "none")
    assert loaded_again(fresh, fresh.model.record).changes.html == ""


def test_what_stands_beside_one_conversation_does_not_stand_beside_another(library):
    app = SessionApp(SessionModel(library, example(library)))
    at(app, "plan")
    answered(app, ("aside.point.week", 9), ("start_again", 1))
    assert app.model.beside("aside.") == {}
    answered(app, ("undo", 1))
    assert app.model.beside("aside.point.") == {"week": 9}


@pytest.mark.parametrize("text", ["{", "[]", '{"weights.patient.response": 3}', None, ""])
def test_a_tab_that_holds_something_else_brings_nothing_back(text):
    assert Aside().from_json(7, text).of(7, "") == {}


def test_a_draft_that_no_longer_fits_leaves_its_field_empty(library):
    app = FollowUpApp(FollowUpModel(library, example(library)))
    at(app, "treatments")
    answered(app, ("aside.start.option", "magic"), ("aside.start.started_on", "soon"))
    parts = app.pages["treatments"].start_parts
    assert (parts["option"].value, parts["started_on"].value) == (None, None)
