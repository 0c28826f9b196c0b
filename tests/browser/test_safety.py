"""The safety stop in a real browser: a sign of danger stops the talk, and only a clinician's word lets it go on."""

import re
from pathlib import Path

import pytest
from browser_harness import axe_violations, check_widths, open_app, wait_acknowledged
from playwright.sync_api import Page, expect
from session_steps import go_to, kept_record, open_record, walk_to_weighing

from trd_sdm.evidence import load_library
from trd_sdm.session.record import Record

pytestmark = pytest.mark.browser

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "session.ipynb"
STOPPED = "We stop here for now"


@pytest.fixture
def server(serve_notebook):
    return serve_notebook(NOTEBOOK)


def mark(page: Page, answer: str, question: str | None = None) -> None:
    within = page.get_by_role("group", name=question) if question else page
    within.get_by_role("radio", name=answer, exact=True).press("Space")
    wait_acknowledged(page)


def expect_stopped(page: Page) -> None:
    expect(page.get_by_role("heading", name=STOPPED)).to_be_visible()
    for step in ("Welcome", "What matters", "Compare", "Weigh"):
        button = page.get_by_role("navigation", name="Steps").get_by_role("button", name=re.compile(rf"\d?{step}"))
        expect(button).to_have_attribute("aria-disabled", "true")
    expect(page.get_by_role("button", name=re.compile("^Next"))).to_be_disabled()
    assert page.locator("[data-chart]:visible").count() == 0


def reload(page: Page) -> None:
    page.reload()
    page.wait_for_selector("html[data-trd-acknowledged]", state="attached", timeout=60_000)


def test_item_9_above_zero_stops_the_comparison_and_survives_a_reload(page, server):
    walk_to_weighing(page, server)
    go_to(page, "Staying safe", heading="Staying safe")
    mark(page, "Several days")
    expect_stopped(page)
    page.get_by_role("navigation", name="Steps").get_by_role("button", name=re.compile("Weigh")).press("Enter")
    expect(page.get_by_role("status").filter(has_text="A clinician needs to talk with you")).not_to_have_count(0)
    expect_stopped(page)
    reload(page)
    expect_stopped(page)
    assert kept_record(page).is_stopped


@pytest.mark.parametrize("way", ["undo", "start again", "open", "answer again"])
def test_nothing_but_a_clinicians_word_lifts_the_stop(page, server, tmp_path, way):
    open_app(page, server)
    go_to(page, "Staying safe", heading="Staying safe")
    mark(page, "Yes", "Do you mean to act on these thoughts?")
    expect_stopped(page)
    if way == "open":
        path = tmp_path / "record.json"
        path.write_text(Record(library_version=load_library().version).to_json(), encoding="utf-8")
        page.get_by_label("Open a saved copy").set_input_files(path)
        expect(page.get_by_text("Nothing is opened or cleared")).to_be_visible()
    elif way == "answer again":
        mark(page, "No", "Do you mean to act on these thoughts?")
    else:
        page.get_by_role("button", name=way.capitalize()).press("Enter")
    wait_acknowledged(page)
    expect_stopped(page)
    assert kept_record(page).is_stopped


def test_a_clinician_says_who_acted_and_what_was_done_and_the_talk_goes_on(page, server):
    walk_to_weighing(page, server)
    go_to(page, "Staying safe", heading="Staying safe")
    mark(page, "Nearly every day")
    expect(page.get_by_role("textbox", name="Who acted")).to_be_hidden()
    mark(page, "Yes", "Is a clinician with you now?")
    page.get_by_role("textbox", name="Who acted").fill("Dr A")
    page.get_by_role("button", name="I am the clinician. This was done.").press("Enter")
    wait_acknowledged(page)
    expect_stopped(page)  # what was done is not said yet
    page.get_by_role("textbox", name="What was done").fill("Talked in private. <b>Safety plan</b> made.")
    page.get_by_role("button", name="I am the clinician. This was done.").press("Enter")
    wait_acknowledged(page)
    expect(page.get_by_role("heading", name=STOPPED)).to_have_count(0)
    expect(page.get_by_text("Talked in private. <b>Safety plan</b> made.")).to_be_visible()
    (done,) = kept_record(page).safety.acknowledgements
    assert (done.by, done.covers.item9) == ("Dr A", 3)
    go_to(page, "Weigh", heading="How do the options fit?")
    reload(page)
    expect(page.get_by_role("heading", name="How do the options fit?")).to_be_visible()


def test_a_copy_saved_while_the_stop_held_opens_stopped(page, server, tmp_path):
    held = Record(
        library_version=load_library().version,
        safety={"checks": [{"plan": "yes", "answered_at": "2026-01-05T10:00:00Z"}]},
        country="GB",
    )
    open_record(page, server, held, tmp_path)
    expect_stopped(page)
    expect(page.get_by_text("There is a plan to end life.")).to_be_visible()
    expect(page.get_by_role("link", name="call 116 123")).to_be_visible()
    expect(page.get_by_text("Your clinic has not confirmed this number yet.").filter(visible=True)).to_have_count(1)


def test_a_country_without_a_line_says_so_and_shows_the_emergency_number(page, server):
    open_app(page, server)
    go_to(page, "Staying safe", heading="Staying safe")
    expect(page.get_by_text("Turn to your local emergency number")).to_be_visible()
    mark(page, "Another country")
    expect(page.get_by_text("We have no crisis line for this country.")).to_be_visible()
    expect(page.get_by_text("Turn to your local emergency number")).to_be_visible()


def test_the_screen_about_safety_is_accessible_and_fits_three_widths(page, server, tmp_path):
    open_app(page, server)
    go_to(page, "Staying safe", heading="Staying safe")
    mark(page, "United Kingdom")
    found = axe_violations(page) + check_widths(page, "safety", tmp_path)
    mark(page, "More than half the days")
    assert found + axe_violations(page) + check_widths(page, "safety-stopped", tmp_path) == []


def test_on_a_phone_the_stop_comes_into_sight_and_the_question_keeps_the_focus(page, server):
    page.set_viewport_size({"width": 320, "height": 640})
    open_app(page, server)
    go_to(page, "Staying safe", heading="Staying safe")
    mark(page, "Several days")
    expect(page.get_by_role("heading", name=STOPPED)).to_be_in_viewport()
    for number in ("call or text 988", "call 116 123", "call 13 11 14"):
        expect(page.get_by_role("link", name=number)).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("radio", name="Several days")).to_be_focused()
