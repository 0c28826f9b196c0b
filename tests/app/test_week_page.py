"""The entry of a week on the app itself: what stands open, what is folded, and what is said of both."""

import datetime as dt

import pytest

from trd_sdm.app.follow_up.model import FollowUpModel
from trd_sdm.app.follow_up.week import NOTE, SAVE_WEEK, SCORES
from trd_sdm.app.follow_up_app import FollowUpApp
from trd_sdm.app.parts import Answer
from trd_sdm.evidence import load_library
from trd_sdm.session.assessment import today
from trd_sdm.session.examples import example
from trd_sdm.session.record import Record

DAY = today().isoformat()


def app_of(record):
    app = FollowUpApp(FollowUpModel(load_library(), record))
    app._answered(Answer("followed_screen", "week", 1))
    return app


def empty(**changed):
    return Record(library_version=load_library().version, **changed)


def inside(widget):
    """The widget and all that stand in it."""
    return {widget, *(each for child in getattr(widget, "children", ()) for each in inside(child))}


def open_fields(page):
    """Names of the questions that stand on the page without opening anything."""
    seen = set().union(*(inside(child) for child in page.widget.children))
    folded = set().union(*(inside(place) for place in page.behind.values()))
    return {name for name, part in page.asked.items() if part in seen - folded}


def all_fields(page):
    seen = inside(page.widget)
    return {name for name, part in page.asked.items() if part in seen}


def running(*measures):
    start = today() - dt.timedelta(days=14)
    return {
        "courses": tuple({"option": "rtms", "started_on": start, "plan": {"measure": each}} for each in measures),
    }


@pytest.mark.parametrize(
    ("record", "agreed"),
    [
        (empty(), ("phq9",)),
        (empty(plan={"measure": "gad7"}), ("gad7",)),
        (empty(plan={"measure": "isi"}, tracking=running("madrs", "phq9", "madrs")), ("madrs", "phq9")),
        (empty(tracking=running(None)), ("phq9",)),
    ],
)
def test_the_measure_agreed_on_stands_open_and_every_other_behind_a_fold(record, agreed):
    page = app_of(record).pages["week"]
    heads = tuple(f"{kind}.{name}" for name in agreed for kind in ("answers", "scores"))
    opened = {name for name in open_fields(page) if name.startswith(("answers.", "scores."))}
    asked = {name for name in page.asked if name.startswith(heads)}
    assert opened == asked
    assert all_fields(page) == set(page.asked)
    assert {name for name, place in page.behind.items() if place.layout.display == "none"} == {*agreed} & {*page.behind}


def test_thoughts_of_suicide_are_never_folded_and_item_9_only_with_its_whole_measure():
    for measure in ("phq9", "gad7", "isi"):
        opened = open_fields(app_of(empty(plan={"measure": measure})).pages["week"])
        assert {"suicidal.frequency", "suicidal.intensity", "suicidal.control"} <= opened
        assert ("answers.phq9.self_harm" in opened) == (measure == "phq9")


def test_item_9_stops_from_behind_a_fold_too():
    app = app_of(empty(plan={"measure": "isi"}))
    app._answered(Answer(f"week.{DAY}.answers.phq9.self_harm", "1", 2))
    assert app.model.record.is_stopped
    assert app.way.first_open("week") == "safety"


def test_a_fold_says_what_is_inside_and_how_much_of_it_is_filled_in():
    app = app_of(empty())
    said = {name: fold.label for name, fold in app.pages["week"].waiting.items()}
    assert said["gad7"] == "GAD-7, anxiety: 7 questions, none answered yet"
    assert said[SCORES] == "Scores taken elsewhere (QIDS-SR16, MADRS, ISI, WSAS): none filled in yet"
    assert said[NOTE].endswith("nothing written yet")
    items = [item.id for item in app.model.clinical.instruments["gad7"].items]
    given = [*((f"answers.gad7.{item}", "1") for item in items[:5]), ("scores.isi", 12), ("note", "Slept badly.")]
    for place, (field, value) in enumerate(given, start=2):
        app._answered(Answer(f"week.{DAY}.{field}", value, place))
    said = {name: fold.label for name, fold in app.pages["week"].waiting.items()}
    assert said["gad7"] == "GAD-7, anxiety: 5 of 7 questions answered"
    assert said[SCORES] == "Scores taken elsewhere: ISI 12. 1 of 4 filled in"
    assert said[NOTE].endswith("12 letters written")


def test_a_score_that_came_without_answers_is_not_hidden():
    app = app_of(empty())
    app.model.take_csv(f"date,total_gad7,total_phq9\n{DAY},9,14\n")
    page = app.pages["week"]
    page.refresh()
    assert page.waiting["gad7"].label.endswith("none answered yet, score 9")
    assert "PHQ-9: 14." in page.totals["phq9"].html
    assert "2 of 7 parts" in page.progress.html


def test_progress_counts_each_part_once_and_asks_for_none():
    app = app_of(empty())
    assert "None of 7 parts filled; none has to be." in app.pages["week"].progress.html
    for place, field in enumerate(("ratings.mood", "ratings.people", "side_effects", "missed_doses"), start=2):
        app._answered(Answer(f"week.{DAY}.{field}", 0, place))
    assert "2 of 7 parts filled" in app.pages["week"].progress.html
    app._answered(Answer(f"week.{DAY}.side_effects", None, 9))
    app._answered(Answer(f"week.{DAY}.missed_doses", None, 10))
    assert "1 of 7 parts filled" in app.pages["week"].progress.html


def test_the_copy_says_what_it_holds_until_something_changes(monkeypatch):
    app = app_of(example(load_library()))
    files = []
    monkeypatch.setattr(app.runtime, "download", lambda name, content: files.append(content))
    page = app.pages["week"]
    assert page.save.detail == "The copy holds 14 other days. Nothing is noted on this day yet."
    app._answered(Answer(f"week.{DAY}.ratings.mood", 4, 2))
    assert page.save.detail == "The copy holds this day and 14 other days."
    app._answered(Answer(SAVE_WEEK, 1, 3))
    assert DAY in files[0]
    assert page.save.detail.startswith("Saved: this day and 14 other days.")
    app._answered(Answer(f"week.{DAY}.ratings.mood", 5, 4))
    assert page.save.detail == "The copy holds this day and 14 other days."


def test_the_full_path_does_not_open_what_can_wait():
    record = empty()
    page = app_of(record.with_(visit=record.visit.model_copy(update={"path": "full"}))).pages["week"]
    assert not any(fold.is_open for fold in page.waiting.values())
