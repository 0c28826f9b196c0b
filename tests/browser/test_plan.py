"""The plan as two people write it: offered, never filled in by itself, kept, and followed."""

import datetime as dt
import re
from pathlib import Path

import pytest
from browser_harness import axe_violations, check_widths, open_app, wait_acknowledged
from playwright.sync_api import expect
from session_steps import kept_record, open_record

from trd_sdm.evidence import load_library
from trd_sdm.session.examples import example
from trd_sdm.session.plan import Plan
from trd_sdm.session.values import Choice

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
START = dt.date(2026, 12, 7)


@pytest.fixture
def server(serve_notebook):
    return serve_notebook(ROOT / "notebooks" / "session.ipynb")


def open_plan(page, server, folder, **changes):
    case = example(load_library())
    blank = {"plan": Plan(), "tracking": {}, "choice": Choice(option="augment_lithium", together="yes")}
    open_record(page, server, case.with_(**(blank | changes)), folder)
    button = page.get_by_role("navigation", name="Steps").get_by_role("button", name=re.compile(r"\bPlan$"))
    button.press("Enter")
    wait_acknowledged(page)
    screen = page.get_by_role("navigation", name="Plan").get_by_role("button", name="Plan", exact=True)
    if screen.count() and not screen.get_attribute("aria-current"):
        screen.press("Enter")
    expect(page.get_by_role("heading", name="Our plan")).to_be_focused()
    wait_acknowledged(page)


def write(page, label, text):
    page.get_by_label(label, exact=True).fill(text)
    page.get_by_label(label, exact=True).press("Tab")
    wait_acknowledged(page)


def press(page, name):
    page.get_by_role("button", name=name).press("Enter")
    wait_acknowledged(page)


def test_nothing_is_filled_in_until_somebody_says_so(page, server, tmp_path):
    open_plan(page, server, tmp_path)
    assert kept_record(page).plan == Plan()
    press(page, re.compile("Plan for what you chose"))
    plan = kept_record(page).plan
    assert (plan.option, plan.decision_points, dict(plan.checks)) == ("augment_lithium", (), {})
    expect(page.get_by_text("We filled nothing in.")).to_be_visible()
    press(page, "Use these")
    plan = kept_record(page).plan
    assert [point.week for point in plan.decision_points] == [4, 6]
    assert len(plan.checks) == 3
    press(page, "Undo")
    assert kept_record(page).plan.decision_points == ()


def test_a_plan_is_written_by_keyboard_survives_a_reload_and_is_followed(page, server, tmp_path):
    open_plan(page, server, tmp_path)
    page.get_by_label("What do we try?").select_option(label="Magnetic stimulation (rTMS)")
    wait_acknowledged(page)
    write(page, "First day", START.isoformat())
    page.get_by_role("checkbox", name="Sleep", exact=True).press("Space")
    wait_acknowledged(page)
    write(page, "In your own words", "Cook twice a week.")
    page.get_by_label("Which score do we follow?").select_option(label="PHQ-9 (depression)")
    wait_acknowledged(page)
    write(page, "Score now", "17")
    press(page, "Half of it: 8")
    page.get_by_label("What kind of look?").select_option(label="Look at this together")
    wait_acknowledged(page)
    write(page, "After how many weeks?", "5")
    press(page, "Add this day")
    expect(page.get_by_text("After 5 weeks (11 January 2027)")).to_be_visible()
    write(page, "If it does not help", "Talk about ECT.")
    write(page, "When do you get up?", "07:00")
    write(page, "One thing that always happens", "Tea outside.")
    page.get_by_role("checkbox", name="How and when will we judge whether it helps?").press("Space")
    wait_acknowledged(page)
    written = kept_record(page).plan
    assert [target.symptom or target.words for target in written.targets] == ["sleep", "Cook twice a week."]
    assert (written.measure, written.baseline, written.goal, written.if_not) == ("phq9", 17, 8, "Talk about ECT.")
    assert (written.day.wake_time, written.day.anchor) == (dt.time(7), "Tea outside.")
    assert written.questions == ("How and when will we judge whether it helps?",)
    write(page, "After how many weeks?", "9")
    page.reload()
    page.wait_for_selector("html[data-trd-acknowledged]", state="attached", timeout=60_000)
    expect(page.get_by_label("If it does not help")).to_have_value("Talk about ECT.")
    expect(page.get_by_label("After how many weeks?")).to_have_value("9")
    assert kept_record(page).plan == written
    press(page, "Follow this plan from its first day")
    expect(page.get_by_text("rTMS is followed from 7 December 2026.")).to_be_visible()
    (course,) = kept_record(page).tracking.courses
    assert (course.option, course.started_on, course.plan.if_not) == ("rtms", START, "Talk about ECT.")


def test_a_name_is_questioned_beside_its_field_and_when_a_copy_is_saved(page, server, tmp_path):
    open_plan(page, server, tmp_path)
    write(page, "A person who asks for little", "Mrs Miller from next door")
    expect(page.get_by_text("This may be a name: “Mrs Miller”. Can it stay out?")).to_be_visible()
    with page.expect_download():
        press(page, "Save a copy")
    expect(page.get_by_text("The copy may hold a name, such as “Mrs Miller”.")).to_be_visible()
    write(page, "A person who asks for little", "My neighbour")
    expect(page.get_by_text("This may be a name")).to_be_hidden()
    with page.expect_download():
        press(page, "Save a copy")
    expect(page.get_by_text("The copy may hold")).to_have_count(0)


def test_the_made_up_case_opens_from_the_first_screen_and_undo_takes_it_back(page, server):
    open_app(page, server)
    press(page, "Try the made-up case")
    case = example(load_library())
    kept = kept_record(page)
    assert (kept.plan, kept.tracking, kept.weights) == (case.plan, case.tracking, case.weights)
    expect(page.get_by_role("button", name="Try the made-up case")).to_be_hidden()
    press(page, "Undo")
    assert kept_record(page).tracking.entries == ()
    expect(page.get_by_role("button", name="Try the made-up case")).to_be_visible()


def test_how_many_still_respond_later_stands_with_its_source(page, server, tmp_path):
    open_plan(page, server, tmp_path, choice=Choice(option="stay_optimise"))
    press(page, re.compile("Plan for what you chose"))
    expect(page.get_by_text("Of 100 people with no gain after 4 weeks, about 20 respond by 8 weeks")).to_be_visible()
    assert page.locator("a[href^=https]").count() > 0


def test_the_plan_is_accessible_and_fits_three_widths(page, server, tmp_path):
    open_plan(page, server, tmp_path, plan=example(load_library()).plan)
    assert axe_violations(page) == []
    assert check_widths(page, "plan", tmp_path) == []


def test_a_score_outside_the_range_is_refused_beside_its_field_and_an_aim_that_is_higher_is_asked_about(
    page, server, tmp_path
):
    open_plan(page, server, tmp_path, plan=Plan(measure="phq9", baseline=30))
    now = page.get_by_label("Score now")
    expect(now).to_have_value("30")
    expect(page.get_by_text("says 30. The PHQ-9 goes from 0 to 27.")).to_be_visible()
    write(page, "Score now", "18")
    expect(page.get_by_text("says 30.")).to_have_count(0)
    now.fill("40")
    now.press("Tab")
    expect(page.get_by_text("Give a number from 0 to 27, or leave it empty.")).to_be_visible()
    write(page, "Score now", "18")
    write(page, "Score we aim for", "20")
    expect(page.get_by_text("You aim for 20, and the score now is 18.")).to_be_visible()
    plan = kept_record(page).plan
    assert (plan.baseline, plan.goal) == (18, 20)
