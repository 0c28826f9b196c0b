"""What matters, by keyboard: own concerns, points apart and side by side, contradictions mended, local facts."""

import re
from pathlib import Path

import pytest
from browser_harness import axe_violations, check_widths, wait_acknowledged
from playwright.sync_api import expect
from session_steps import go_to, kept_record, open_record, rate, shown_fits

from trd_sdm.evidence import load_library
from trd_sdm.session.coherence import coherence
from trd_sdm.session.record import Record

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
LIBRARY = load_library()
STEP = "What matters"
HEADINGS = {
    "What matters": "What matters here?",
    "How much": "How much does each thing matter?",
    "Check it": "Would you trade one for the other?",
    "Here and now": "What is it like here, and now?",
}
POINTS = {"response": 80, "memory_thinking": 20, "availability_tier": 60}


@pytest.fixture
def server(serve_notebook):
    return serve_notebook(ROOT / "notebooks" / "session.ipynb")


def record(**more):
    entries = {
        "library_version": LIBRARY.version,
        "seed": 3,
        "shortlist": ("stay_optimise", "ect", "rtms", "switch_antidepressant"),
        "criteria": tuple(POINTS),
        "weights": {"patient": POINTS},
    }
    return Record(**{**entries, **more})


def open_screen(page, screen):
    go_to(page, STEP, screen=screen, heading=HEADINGS[screen])


def write(page, label, text):
    field = page.get_by_label(label, exact=True)
    field.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    wait_acknowledged(page)


def press(page, name):
    page.get_by_role("button", name=name).press("Enter")
    wait_acknowledged(page)


def test_an_own_concern_is_added_rated_and_weighed_by_keyboard(page, server, tmp_path):
    open_record(page, server, record(), tmp_path)
    open_screen(page, "What matters")
    write(page, "Something else that matters", "Time with <b>my</b> children")
    expect(page.get_by_role("checkbox", name="Time with <b>my</b> children")).to_be_checked()
    rate(page, "ECT", 1, "Home")
    rate(page, "rTMS", 1, "End")
    assert dict(kept_record(page).concerns[0].ratings) == {"ect": 0, "rtms": 10}
    go_to(page, "Weigh", heading="How do the options fit?")
    before = shown_fits(page)
    open_screen(page, "How much")
    rate(page, "Time with <b>my</b> children", 1, "End")
    assert kept_record(page).weights.patient["own_1"] == 100
    go_to(page, "Weigh", heading="How do the options fit?")
    after = shown_fits(page)
    assert after["rTMS"] > before["rTMS"]
    assert after["ECT"] < before["ECT"]


def test_each_rates_alone_and_then_both_see_where_they_differ(page, server, tmp_path):
    open_record(page, server, record(), tmp_path)
    open_screen(page, "How much")
    expect(page.get_by_role("slider", name="Feeling much better")).to_have_value("80")
    page.get_by_role("radio", name="Clinician").press("Space")
    wait_acknowledged(page)
    expect(page.get_by_text("Not rated yet").first).to_be_visible()
    assert "80 of 100" not in page.locator("main").inner_text()
    rate(page, "Memory and clear thinking", 1, "End")
    page.get_by_role("radio", name="Side by side").press("Space")
    wait_acknowledged(page)
    expect(
        page.get_by_text("You differ most on Memory and clear thinking (patient 20, clinician 100).")
    ).to_be_visible()
    assert "patient 20, clinician 100" in page.locator("[data-chart=points] svg").text_content()
    page.get_by_role("radio", name="Patient").press("Space")
    wait_acknowledged(page)
    page.get_by_role("radio", name=re.compile("Only the order")).press("Space")
    wait_acknowledged(page)
    assert kept_record(page).sureness.patient == "order"


def test_a_contradiction_is_made_named_and_mended(page, server, tmp_path):
    open_record(page, server, record(), tmp_path)
    open_screen(page, "Check it")
    # The answer that goes against the ratings: they put the first thing rated highest.
    asked = page.locator(".trd-side").all_inner_texts()
    better = next(place for place, text in enumerate(asked) if "feel much better" in text)
    for letter in "AB"[better], "AB"[1 - better]:
        press(page, f"{letter} is worth more to me")
        found = coherence(kept_record(page), "patient", LIBRARY)
        if found.contradictions:
            break
        press(page, "Take the last answer back")
    expect(page.get_by_text("These do not go together yet.")).to_be_visible()
    expect(page.get_by_text(re.compile("You rated: Feeling much better 80 of 100"))).to_be_visible()
    (one,) = found.contradictions
    # What clashes stands in place of the next question, with one way to take the answer back.
    question = page.get_by_text("Which is worth more to you?")
    expect(question).to_be_hidden()
    expect(page.get_by_role("button", name=re.compile("answer back"))).to_have_count(1)
    press(page, "Leave it for now, and go on")
    expect(question).to_be_visible()
    expect(page.get_by_text("1 answer does not go with the rest yet.")).to_be_visible()
    press(page, "Look at what does not go together")
    expect(page.get_by_text("These do not go together yet.")).to_be_visible()
    expect(question).to_be_hidden()
    page.get_by_role("button", name=re.compile("^Rate ")).first.press("Enter")
    wait_acknowledged(page)
    # The button is gone with the contradiction; who works by keyboard keeps a place.
    expect(page.get_by_role("heading", name="Would you trade one for the other?")).to_be_focused()
    changed = kept_record(page)
    assert coherence(changed, "patient", LIBRARY).contradictions == ()
    assert sum(changed.weights.patient[name] != POINTS[name] for name in POINTS) == 1
    assert set(one.rated) > {name for name in POINTS if changed.weights.patient[name] == POINTS[name]} & set(one.rated)
    expect(page.get_by_text("Your ratings and your answers agree.")).to_be_visible()
    press(page, "Undo")
    assert coherence(kept_record(page), "patient", LIBRARY).contradictions == (one,)


def test_facts_of_this_place_change_the_picture_at_once(page, server, tmp_path):
    open_record(page, server, record(), tmp_path)
    go_to(page, "Weigh", heading="How do the options fit?")
    before = shown_fits(page)
    open_screen(page, "Here and now")
    field = page.get_by_label("rTMS: Wait until it can start")
    field.focus()
    page.keyboard.type("30")
    page.keyboard.press("Enter")
    wait_acknowledged(page)
    expect(page.get_by_text("This uses your clinic's waiting time: 30 weeks.")).to_be_visible()
    go_to(page, "Weigh", heading="How do the options fit?")
    after = shown_fits(page)
    assert after["rTMS"] < before["rTMS"]
    assert {name: fit for name, fit in after.items() if name != "rTMS"} == {
        name: fit for name, fit in before.items() if name != "rTMS"
    }


def test_a_clinics_file_fills_in_its_facts_and_a_broken_one_changes_nothing(page, server, tmp_path):
    open_record(page, server, record(), tmp_path)
    open_screen(page, "Here and now")
    broken = tmp_path / "broken.yaml"
    broken.write_text("clinic: A\nas_of: 2026-11-27\noptions: {rtms: {waiting_weeks: long}}\n", encoding="utf-8")
    page.get_by_label("Open your clinic's file").set_input_files(broken)
    expect(page.get_by_text("The file was not opened, and nothing has changed.")).to_be_visible()
    assert dict(kept_record(page).local) == {}
    page.get_by_label("Open your clinic's file").set_input_files(ROOT / "docs" / "clinic-facts.yaml")
    expect(page.get_by_text("This uses your clinic's waiting time: 6 weeks.")).to_be_visible()
    wait_acknowledged(page)
    assert kept_record(page).clinic.name == "Example clinic"


def test_the_screens_are_accessible_and_fit_three_widths(page, server, tmp_path):
    told = record(
        concerns=({"id": "own_1", "text": "Time with my children", "ratings": {"ect": 3}},),
        criteria=(*POINTS, "staying_well", "own_1"),
        weights={"patient": {**POINTS, "own_1": 50}, "clinician": {**POINTS, "memory_thinking": 90}},
        bothers_now=("sexual_problems",),
        local={"rtms": {"waiting_weeks": 6, "travel_minutes": 30, "days_off": 10}, "ect": {"escort": "no"}},
    )
    open_record(page, server, told, tmp_path)
    found = {}
    for screen in HEADINGS:
        open_screen(page, screen)
        if screen == "How much":
            page.get_by_role("radio", name="Side by side").press("Space")
            wait_acknowledged(page)
        found[screen] = axe_violations(page) + check_widths(page, screen.replace(" ", "-"), tmp_path)
    assert {name: slips for name, slips in found.items() if slips} == {}
