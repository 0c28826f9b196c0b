"""The follow-up's screens on the app itself, with no browser."""

import pytest

from tests.app.test_turning import _type_in_charts
from trd_sdm.app.follow_up.model import FollowUpModel
from trd_sdm.app.follow_up_app import FollowUpApp
from trd_sdm.app.parts import Answer
from trd_sdm.evidence import load_library
from trd_sdm.export.gathered import gather
from trd_sdm.export.note import note
from trd_sdm.present.choice import RULED_OUT
from trd_sdm.present.follow_up import ENDED
from trd_sdm.present.help import HELP, TURNS
from trd_sdm.present.theme import LARGE, NORMAL
from trd_sdm.session.assessment import today
from trd_sdm.session.examples import example
from trd_sdm.session.record import Record
from trd_sdm.session.saved import to_file


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


def chosen(**changes):
    """The follow-up on a talk that ended with a choice and no plan."""
    library = load_library()
    record = Record(library_version=library.version, shortlist=("stay_optimise", "rtms"), choice={"option": "rtms"})
    return FollowUpApp(FollowUpModel(library, record.with_(**changes)))


def is_shown(widget):
    return widget.layout.display != "none"


def test_what_was_chosen_and_not_started_is_asked_for_and_can_be_followed():
    app = chosen()
    now = app.pages["now"]
    assert "You chose: rTMS." in now.chosen.html
    assert not is_shown(now.empty)
    app._answered(Answer("say_when", 1, 1))
    page = app.pages["treatments"]
    assert "When does it start?" in page.chosen.html
    assert page.start_parts["option"].value == "rtms"
    app._answered(Answer("start_course", 1, 2))
    assert [course.option for course in app.model.record.tracking.courses] == ["rtms"]
    assert not is_shown(page.chosen)
    app._answered(Answer("followed_screen", "now", 3))
    assert not is_shown(now.to_start)


def test_what_was_chosen_and_is_ruled_out_since_is_not_offered_to_start():
    app = chosen(facts={"answers": {"metal_near_coil": "yes"}})
    now = app.pages["now"]
    assert RULED_OUT in now.chosen.html
    assert not is_shown(now.say_when)
    app._answered(Answer("followed_screen", "treatments", 1))
    page = app.pages["treatments"]
    assert page.start_parts["option"].value is None
    assert RULED_OUT in page.chosen.html


@pytest.mark.parametrize("choice", [{}, {"option": "not_today"}])
def test_without_a_choice_nothing_is_asked_to_start(choice):
    app = chosen(choice=choice)
    assert is_shown(app.pages["now"].empty)
    assert not is_shown(app.pages["now"].to_start)


def test_somebody_alone_is_not_shown_what_lifts_the_stop(app):
    before = app.model.record.safety.acknowledgements
    app.model.take("week.2026-11-26.suicidal.intensity", 3)
    app._answered(Answer("followed_screen", "now", 1))
    page = app.pages["safety"]
    assert is_shown(page.acting)
    assert not is_shown(page.form)
    app._answered(Answer("clinician_with_you", "no", 2))
    assert is_shown(page.alone)
    app._answered(Answer("aside.acknowledge.by", "me", 3))
    app._answered(Answer("aside.acknowledge.done", "nothing", 4))
    app._answered(Answer("acknowledge", 1, 5))
    assert app.model.record.is_stopped
    assert app.model.record.safety.acknowledgements == before
    app._answered(Answer("clinician_with_you", "yes", 6))
    assert is_shown(page.form)
    assert not is_shown(page.alone)
    app._answered(Answer("acknowledge", 1, 7))
    assert not app.model.record.is_stopped
    app.model.take("week.2026-11-26.suicidal.intensity", 9)
    app._answered(Answer("followed_screen", "now", 8))
    assert not is_shown(page.form)  # a new sign asks again who is there


def test_a_copy_opens_on_the_notes_of_today_and_an_older_day_says_so(app):
    library = load_library()
    saved = to_file(example(library).with_(followed_day="2026-11-16"), library)
    app.model.start_again()
    app.model.open(saved, "copy.json")
    assert app.model.day == today()
    app._answered(Answer("followed_screen", "week", 1))
    page = app.pages["week"]
    assert page.said.html.startswith("<p>Today, ")
    assert not is_shown(page.to_today)
    app._answered(Answer("followed_day", "2026-11-16", 2))
    assert "changes the notes of that day" in page.said.html
    app._answered(Answer("week_today", 1, 3))
    assert app.model.day == today()
    assert not is_shown(page.to_today)


def test_noted_thoughts_stay_in_sight_and_a_form_that_says_otherwise_is_named(app):
    app.model.take("week.2026-11-26.answers.phq9.self_harm", 0)
    app.model.take("week.2026-11-26.suicidal.intensity", 4)
    app.model.take("safety.acknowledge", {"by": "Dr A", "done": "Talked."})
    app._answered(Answer("followed_screen", "now", 1))
    told = "how strong 4 of 10; PHQ-9 item 9: 0 of 3. These two differ. Talk about both"
    assert f"<b>26 November 2026</b>: {told}." in app.pages["now"].courses.html
    app._answered(Answer("followed_screen", "notes", 2))
    assert f"<td data-label='Thoughts of suicide'>{told}</td>" in app.pages["notes"].table.html
    said = note(gather(app.model.record, app.model.evidence))
    assert f"Thoughts of suicide noted 2026-11-26: {told}." in said


def test_what_was_decided_stays_with_a_treatment_that_ends():
    plan = {"option": "rtms", "starts_on": "2026-11-02"}
    app = chosen(choice={"option": "rtms", "why": "It has a clear end.", "together": "yes"}, plan=plan)
    app._answered(Answer("followed_screen", "treatments", 1))
    page = app.pages["treatments"]
    assert page.start_parts["started_on"].value == "2026-11-02"  # the day that was agreed on
    for place, (key, value) in enumerate(
        (("start_course", 1), ("aside.end.place", "0"), ("aside.end.ended_on", "2026-11-20"), ("end_course", 1)), 2
    ):
        app._answered(Answer(key, value, place))
    assert ENDED in page.ended.html
    assert "You both agreed. Why: \u201cIt has a clear end.\u201d" in page.list.html
    said = note(gather(app.model.record, app.model.evidence))
    assert 'Why, in the person\'s words: "It has a clear end."' in said
    assert "The last decision stands with its treatment" in said


def test_at_home_nobody_is_said_to_be_beside_the_person(app):
    app.model.take("mode", "session")
    app._answered(Answer("followed_screen", "week", 1))
    assert "Notes between visits" in app.head.html
    assert "clinician" not in app.head.html


def test_the_stop_says_where_the_safety_plan_is(app):
    app.model.take("plan.safety_plan", "In the <kitchen> drawer.")
    app.model.take("week.2026-11-26.suicidal.intensity", 3)
    app._answered(Answer("followed_screen", "now", 1))
    assert "<b>Your safety plan:</b> In the &lt;kitchen&gt; drawer." in app.pages["safety"].stop.html


def test_a_page_loaded_again_asks_again_who_is_there(app):
    app.model.take("week.2026-11-26.suicidal.intensity", 3)
    app._answered(Answer("followed_screen", "now", 1))
    app._answered(Answer("clinician_with_you", "yes", 2))
    assert is_shown(app.pages["safety"].form)
    fresh = FollowUpApp(FollowUpModel(load_library()))
    fresh.runtime._aside = app.model.aside.to_json(app.model.record.seed)
    fresh._restore(app.model.record.to_json(), [("clinician_with_you", "yes")])
    assert fresh.model.record.is_stopped
    assert not is_shown(fresh.pages["safety"].form)


def test_what_was_only_planned_is_not_said_to_be_chosen_and_what_it_replaced_is_not_offered():
    app = chosen(choice={"option": "ect"}, plan={"option": "rtms"}, shortlist=("stay_optimise", "rtms", "ect"))
    assert "In your plan: rTMS." in app.pages["now"].chosen.html
    app.model.take("course.start", {"option": "rtms", "started_on": today()})
    app._answered(Answer("followed_screen", "treatments", 1))
    page = app.pages["treatments"]
    assert not is_shown(page.chosen)
    assert page.start_parts["option"].value is None


def test_a_rule_against_what_is_started_or_runs_is_said_beside_it():
    metal = {"answers": {"metal_near_coil": "yes"}}
    app = chosen(choice={}, facts=metal)
    app._answered(Answer("followed_screen", "treatments", 1))
    page = app.pages["treatments"]
    assert page.against.html == ""
    app._answered(Answer("aside.start.option", "rtms", 2))
    assert RULED_OUT in page.against.html
    app._answered(Answer("start_course", 1, 3))
    app._answered(Answer("followed_screen", "now", 4))
    assert RULED_OUT in app.pages["now"].courses.html
    assert RULED_OUT in page.list.html
    assert "A RULE NOW CALLS IT NOT SUITABLE" in note(gather(app.model.record, app.model.evidence))
