"""A file beside what is on the screen: asked about calmly, joined in one step, and no stop of either is lifted."""

import datetime as dt
import json
from pathlib import Path

import pytest

from trd_sdm.app.bringing import ALL, AT, JOIN, JOIN_THEM, LEAVE, REPLACE, STAY
from trd_sdm.app.follow_up.model import FollowUpModel
from trd_sdm.app.follow_up_app import FollowUpApp
from trd_sdm.app.model import WAITS, SessionModel
from trd_sdm.app.parts import Answer
from trd_sdm.app.session_app import NOT_OPENED, SessionApp
from trd_sdm.evidence import load_library
from trd_sdm.present import bringing as words
from trd_sdm.session.answers import answer
from trd_sdm.session.examples import example
from trd_sdm.session.record import Record
from trd_sdm.session.saved import open_text, to_file

LIBRARY = load_library()
OTHER = example(LIBRARY).with_(seed=11, country="IE", past={"trials": ({"agent": "mirtazapine", "weeks": 6.0},)})
STOPPED = {"checks": ({"plan": "yes", "answered_at": dt.datetime(2026, 11, 1, tzinfo=dt.UTC)},)}

NOW = dt.datetime.now(dt.UTC)
DATA = Path(__file__).parents[1] / "session" / "data"


@pytest.fixture(params=[(SessionApp, SessionModel), (FollowUpApp, FollowUpModel)], ids=["session", "follow-up"])
def app(request):
    app_class, model_class = request.param
    return app_class(model_class(LIBRARY, example(LIBRARY)))


def answered(app, *answers):
    for place, (key, value) in enumerate(answers, start=app.runtime._revision + 1):
        app._answered(Answer(key, value, place))


def brought(app, record=OTHER, name="other.json", at=None):
    answered(app, ("open", {"name": name, "text": to_file(record, LIBRARY, made=at)}))


def said(app):
    return " ".join(item["text"] for item in app.notices.items)


def shown(widget):
    return widget.layout.display != "none"


def test_a_file_waits_until_somebody_says_what_to_do_with_it(app):
    before = app.model.history
    brought(app)
    assert app.model.history == before
    assert shown(app.bringing.widget)
    assert shown(app.bringing.offer)
    assert not shown(app.bringing.choosing)
    assert not any(map(shown, app.talk))
    assert app.notices.items == []


def test_where_nothing_is_here_yet_a_file_opens_at_once():
    app = SessionApp(SessionModel(LIBRARY))
    answered(app, ("visit.path", "short"), ("country", "GB"))
    brought(app)
    assert app.model.record.country == "IE"
    assert not shown(app.bringing.widget)
    assert all(map(shown, [app.steps, app.body, app.move, app.tools.row]))


@pytest.mark.parametrize("way", [LEAVE, STAY])
def test_left_nothing_changes(app, way):
    before = app.model.history, app.model.opened
    brought(app)
    answered(app, *([(JOIN, 1)] if way == STAY else []), (way, 1))
    assert (app.model.history, app.model.opened) == before
    assert not shown(app.bringing.widget)
    assert words.LEFT.format("other.json") in said(app)
    assert app.model.beside(WAITS) == {}


def test_opened_in_its_place_undo_brings_back_what_was_there(app):
    before = app.model.record
    brought(app)
    answered(app, (REPLACE, 1))
    assert app.model.record.seed == 11
    assert "Opened other.json. Undo brings back what was here before." in said(app)
    answered(app, ("undo", 1))
    assert app.model.record == before


def test_joined_it_is_one_step_of_undo(app):
    before = app.model.history
    brought(app)
    answered(app, (JOIN, 1))
    assert shown(app.bringing.choosing)
    answered(app, (JOIN_THEM, 1))
    assert len(app.model.history.past) == len(before.past) + 1
    assert [one.agent for one in app.model.record.past.trials][-1] == "mirtazapine"
    assert app.model.record.country == "GB"
    assert "It brought 1 past treatment. Undo takes it back." in said(app)
    answered(app, ("undo", 1))
    assert app.model.record.past == before.now.past
    assert "Undone: " in said(app)
    answered(app, ("redo", 1))
    assert [one.agent for one in app.model.record.past.trials][-1] == "mirtazapine"


def test_each_difference_is_shown_with_both_values_and_the_newer_is_picked(app):
    brought(app, at=NOW + dt.timedelta(days=1))
    answered(app, (JOIN, 1))
    rows = {row["key"]: row for row in app.bringing.list.rows}
    assert [one["label"] for one in rows[f"{AT}country"]["answers"]] == [
        "On screen: United Kingdom",
        "In the file: Ireland",
    ]
    assert app.bringing.list.value == dict.fromkeys(rows, "second")
    assert words.FILE_NEWER in app.bringing.joining.html


def test_one_is_picked_or_all_and_what_is_picked_holds(app):
    brought(app, OTHER.with_(choice={"option": "ect", "why": "<b>No</b>"}))
    answered(app, (JOIN, 1), (f"{ALL}second", 1), (f"{AT}country", "first"))
    assert app.bringing.list.value == {f"{AT}country": "first", f"{AT}choice": "second"}
    answered(app, (JOIN_THEM, 1))
    assert (app.model.record.country, app.model.record.choice.option) == ("GB", "ect")


def test_a_copy_just_changed_here_is_newer_than_one_saved_before(app):
    brought(app, at=NOW - dt.timedelta(days=1))
    assert "its last note is of" in app.bringing.asked.html
    answered(app, (LEAVE, 1), ("country", "US"))
    brought(app, at=NOW - dt.timedelta(days=1))
    assert "On screen: last changed on" in app.bringing.asked.html
    assert words.SCREEN_NEWER in app.bringing.asked.html


def test_a_copy_opened_from_a_file_is_of_the_minute_it_was_saved():
    app = SessionApp(SessionModel(LIBRARY))
    brought(app, at=dt.datetime(2026, 11, 3, 9, 30).astimezone())
    brought(app, OTHER.with_(country="GB"), at=dt.datetime(2026, 11, 3, 14, 5).astimezone())
    assert "On screen: saved on 3 November 2026, 09:30." in app.bringing.asked.html
    assert "other.json\u201d: saved on 3 November 2026, 14:05." in app.bringing.asked.html
    assert words.FILE_NEWER in app.bringing.asked.html


def test_a_copy_that_names_only_its_day_is_of_that_day():
    app = SessionApp(SessionModel(LIBRARY))
    text = (DATA / "saved_on_a_day.json").read_text(encoding="utf-8")
    answered(app, ("open", {"name": "old.json", "text": text}))
    brought(app, at=dt.datetime(2026, 11, 26, 14, 5).astimezone())
    assert "On screen: saved on 26 November 2026.<" in app.bringing.asked.html
    assert words.SAME_DAY in app.bringing.asked.html


def test_what_is_changed_after_a_file_was_saved_on_one_day_is_newer(app):
    brought(app, at=NOW - dt.timedelta(minutes=2))
    answered(app, (LEAVE, 1), ("country", "US"))
    brought(app, at=NOW - dt.timedelta(minutes=2))
    assert words.SCREEN_NEWER in app.bringing.asked.html


def test_a_saved_copy_names_its_minute_like_its_name(app, monkeypatch):
    sent = []
    monkeypatch.setattr(app.runtime, "download", lambda *held: sent.append(held))
    answered(app, ("save", 1))
    ((name, text),) = sent
    at = open_text(text, LIBRARY).stamp.saved_at.astimezone()
    assert name.endswith(f"{at:%Y-%m-%d-%H%M}.json")


def test_a_long_or_hidden_name_of_a_file_is_said_short_and_plain(app):
    brought(app, name="a" * 200 + "\u202e<b>.json")
    assert f"{'a' * 40}\u2026{'a' * 12}&lt;b&gt;.json\u201d: " in app.bringing.asked.html
    answered(app, (LEAVE, 1))
    assert said(app).startswith(f"{'a' * 40}\u2026{'a' * 12}<b>.json was left.")


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (OTHER.with_(mode="session"), words.OTHER_KIND),
        (example(LIBRARY), words.ADDS_NOTHING),
        (
            OTHER.with_(plan={"questions": tuple(f"Question {place}" for place in range(12))}),
            words.NOT_ONE,
        ),
    ],
)
def test_two_that_cannot_be_joined_say_why_and_may_be_opened_or_left(app, record, why):
    brought(app, record)
    assert app.bringing.join.disabled
    assert why in app.bringing.join.detail
    before = app.model.record
    answered(app, (JOIN, 1), (JOIN_THEM, 1))
    assert app.model.record is before
    answered(app, (REPLACE, 1))
    assert app.model.record.seed == record.seed


def test_a_choice_that_does_not_fit_changes_nothing_and_says_so(app):
    brought(app)
    before = app.model.record
    answered(app, (JOIN, 1), (f"{AT}no.such.place", "second"), (JOIN_THEM, 1))
    assert app.model.record == before
    assert app.model.brought is not None
    assert words.NOT_JOINED in said(app)


def test_a_file_that_is_none_is_refused_as_before_and_nothing_waits(app):
    before = app.model.record
    answered(app, ("open", {"name": "bad.json", "text": "{"}))
    assert NOT_OPENED in said(app)
    assert (app.model.record, app.model.brought) == (before, None)


def test_a_file_changed_by_hand_is_said_before_and_after_it_is_joined(app):
    held = json.loads(to_file(OTHER, LIBRARY)) | {"country": "AU"}
    answered(app, ("open", {"name": "edited.json", "text": json.dumps(held)}))
    assert words.CHANGED in app.bringing.asked.html
    answered(app, (JOIN, 1), (JOIN_THEM, 1))
    assert words.CHANGED in said(app)


def test_a_stop_in_the_file_shows_at_once_and_undo_does_not_lift_it(app):
    brought(app, OTHER.with_(safety=STOPPED))
    assert words.STOP_IN_FILE in app.bringing.asked.html
    answered(app, (JOIN, 1))
    assert not app.model.record.is_stopped
    answered(app, (JOIN_THEM, 1))
    assert app.model.record.is_stopped
    assert app.way.here == "safety"
    assert words.SAFETY_STAYS in said(app)
    answered(app, ("undo", 1))
    assert app.model.record.is_stopped
    assert app.model.record.past == example(LIBRARY).past


def test_after_undo_the_log_keeps_what_the_file_brought_and_redo_keeps_what_was_done(app):
    brought(app, OTHER.with_(safety=STOPPED))
    answered(app, (JOIN, 1), (JOIN_THEM, 1), ("undo", 1))
    app.model.history = app.model.history.look(
        answer(app.model.record, "safety.acknowledge", {"by": "Dr A", "done": "Talked."}, LIBRARY)
    )
    assert not app.model.record.is_stopped
    assert "yes" in [one.plan for one in app.model.record.safety.checks]
    answered(app, ("redo", 1))
    assert [one.agent for one in app.model.record.past.trials][-1] == "mirtazapine"
    assert not app.model.record.is_stopped
    assert "Talked." in [one.done for one in app.model.record.safety.acknowledgements]


def test_a_sign_in_the_notes_of_the_file_stops_too(app):
    entry = {"on": dt.date(2026, 11, 2), "suicidal": {"frequency": 2}}
    brought(app, OTHER.with_(tracking={"entries": (entry,)}))
    answered(app, (JOIN, 1), (f"{ALL}first", 1), (JOIN_THEM, 1))
    assert app.model.record.is_stopped
    answered(app, ("undo", 1))
    assert app.model.record.is_stopped


def test_while_the_stop_holds_here_no_file_is_brought(app):
    answered(app, ("safety.answer.plan", "yes"))
    brought(app)
    assert app.model.brought is None
    assert "Nothing is opened or cleared" in said(app)


def test_loaded_again_in_the_middle_the_page_is_as_it_was_and_says_so(app):
    brought(app)
    answered(app, (JOIN, 1), (f"{AT}country", "second"))
    before, journal = app.model.record, [(f"{AT}country", "second"), (JOIN_THEM, 1)]
    fresh = type(app)(type(app.model)(LIBRARY))
    fresh.runtime._aside = app.model.aside.to_json(before.seed)
    fresh._restore(before.to_json(), journal)
    assert fresh.model.record == before
    assert fresh.model.brought is None
    assert words.LOST.format("other.json") in said(fresh)
    assert fresh.model.beside(WAITS) == {}


def test_where_the_page_cannot_be_shown_the_file_waits_on(app, monkeypatch):
    brought(app)
    waiting = app.model.brought
    refresh, calls = app._refresh, []
    monkeypatch.setattr(app, "_refresh", lambda: calls.append(1) or (refresh() if len(calls) > 1 else 1 / 0))
    with pytest.raises(ZeroDivisionError):
        answered(app, (REPLACE, 1))
    assert app.model.record.seed == example(LIBRARY).seed
    assert app.model.brought is waiting


def test_a_blank_record_is_blank_with_another_way_of_looking(app):
    blank = Record(library_version=LIBRARY.version)
    assert blank.is_blank()
    assert blank.with_(screen="weigh", large_type=True).is_blank()
    assert not blank.with_(country="GB").is_blank()
    assert blank.with_(country="GB").is_blank("country")
    assert not app.model.record.is_blank("country", "visit")


def test_many_differences_are_folded_by_day_and_few_stand_open(app):
    brought(app)
    answered(app, (JOIN, 1))
    assert app.bringing.list.opens == "all"
    answered(app, (STAY, 1))
    entries = [
        one.model_copy(update={"ratings": {name: 10 - value for name, value in one.ratings.items() if value != 5}})
        for one in example(LIBRARY).tracking.entries
    ]
    brought(app, OTHER.with_(tracking={"entries": tuple(entries)}))
    answered(app, (JOIN, 1))
    assert app.bringing.list.opens == "none"
    groups = {row["group"] for row in app.bringing.list.rows}
    assert len([group for group in groups if group.startswith("Notes of ")]) > 5


def test_a_joining_that_changes_nothing_promises_no_undo(app):
    record = app.model.record
    other = record.with_(choice={"option": "ect", "why": "Closer to home."})
    brought(app, other)
    steps = app.model.history
    answered(app, (JOIN, 1), (f"{ALL}first", 1), (JOIN_THEM, 1))
    assert app.model.record == record
    assert app.model.history == steps
    assert "there is nothing to undo" in said(app)
    assert words.UNDO not in said(app)
