"""The step Compare as two people use it: by keyboard, with both frames, reasons and sources one press away."""

import io
import re
from pathlib import Path

import pytest
from browser_harness import axe_violations, check_widths, wait_acknowledged
from playwright.sync_api import expect
from pypdf import PdfReader
from session_steps import choose, go_to, kept_record, open_record

from trd_sdm.evidence import load_library
from trd_sdm.session.beside import beside
from trd_sdm.session.examples import example
from trd_sdm.session.record import Record

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
LIBRARY = load_library()
RECORD = Record(
    library_version=LIBRARY.version,
    seed=4,
    shortlist=("stay_optimise", "ect", "iv_ketamine", "rtms", "maoi"),
    criteria=("response", "staying_well", "memory_thinking", "own_1"),
    concerns=({"id": "own_1", "text": "Time with my children", "ratings": {"ect": 3, "rtms": 6}},),
    facts={
        "answers": {"metal_near_coil": "yes"},
        "all_drugs_listed": "yes",
        "all_stopped_listed": "yes",
        "drugs": [{"name": "fluoxetine", "state": "stopped", "last_dose": "2026-11-20"}],
    },
    beside=("stay_optimise", "ect", "iv_ketamine"),
)
SIDE_BY_SIDE = {"screen": "Side by side", "heading": "What each option would be like"}
NUMBERS = {"screen": "The numbers", "heading": "The numbers behind the picture"}
CALENDAR = {"screen": "The next 12 weeks", "heading": "What would the next 12 weeks ask of you?"}
OPTIONS = {"screen": None, "heading": "Which options shall we talk about?"}


@pytest.fixture
def server(serve_notebook):
    return serve_notebook(ROOT / "notebooks" / "session.ipynb")


def chart(page, name):
    """The drawn chart; what is asked of it waits until it is drawn."""
    return page.locator(f"[data-chart={name}] svg")


def names_at_the_top(page):
    return page.locator(".trd-beside-heads h3").all_text_contents()


def test_what_stands_side_by_side_is_chosen_by_keyboard_and_outlives_a_reload(page, server, tmp_path):
    open_record(page, server, RECORD, tmp_path)
    go_to(page, "Compare", **SIDE_BY_SIDE)
    choose(page, ["Ketamine drip", "rTMS"])  # one leaves, one comes
    record = kept_record(page)
    assert set(record.beside) == {"stay_optimise", "ect", "rtms"}
    expected = [LIBRARY.options[key].text.name for key in beside(record)]
    assert names_at_the_top(page) == expected
    expect(chart(page, "icons-response")).to_contain_text("rTMS")
    expect(chart(page, "icons-response")).not_to_contain_text("Ketamine drip")
    page.reload()
    page.wait_for_selector("html[data-trd-acknowledged]", state="attached", timeout=60_000)
    expect(page.locator(".trd-beside-heads h3")).to_have_count(3)
    assert names_at_the_top(page) == expected


def test_a_fifth_option_is_not_taken_and_the_page_says_why(page, server, tmp_path):
    open_record(page, server, RECORD, tmp_path)
    go_to(page, "Compare", **SIDE_BY_SIDE)
    choose(page, ["rTMS"])
    page.get_by_role("checkbox", name=re.compile("MAOI")).press("Space")
    expect(page.get_by_text("4 are chosen, and 4 is the most that can be.")).to_be_visible()
    assert len(kept_record(page).beside) == 4


def test_a_choice_of_one_is_asked_for_in_the_singular(page, server, tmp_path):
    few = RECORD.with_(shortlist=("stay_optimise", "ect", "rtms"), beside=())
    open_record(page, server, few, tmp_path)
    go_to(page, "Compare", **CALENDAR)
    expect(page.get_by_text("Choose at least 1 option. ")).to_be_visible()


def test_both_frames_of_each_chance_are_read_in_the_picture_and_in_its_table(page, server, tmp_path):
    open_record(page, server, RECORD, tmp_path)
    go_to(page, "Compare", **SIDE_BY_SIDE)
    for words in ("24 of 100 people feel much better", "76 do not", "62 of 100 people feel much better", "38 do not"):
        expect(chart(page, "icons-response")).to_contain_text(words)
    expect(chart(page, "icons-stop_side_effects")).to_contain_text("no good data")
    twin = page.locator("#icons-response-table")
    twin.locator("summary").press("Enter")
    expect(twin.get_by_role("row", name=re.compile("^ECT "))).to_contain_text("38 do not")
    expect(page.get_by_text("These were measured at different times.").first).to_be_visible()


def test_a_part_opens_for_every_option_and_stays_open_when_another_option_comes(page, server, tmp_path):
    open_record(page, server, RECORD, tmp_path)
    go_to(page, "Compare", **SIDE_BY_SIDE)
    part = page.locator("#trd-card-happens")
    expect(part).not_to_have_attribute("open", "")
    part.locator("> summary").press("Enter")
    expect(part.get_by_text("During", exact=True)).to_have_count(3)
    choose(page, ["rTMS"])
    expect(part.get_by_text("During", exact=True)).to_have_count(4)
    expect(part).to_have_attribute("open", "")
    source = part.get_by_role("link", name=re.compile("^Source 1: ")).first
    expect(source).to_have_attribute("href", re.compile("^https://"))
    expect(source).to_have_attribute("rel", "noopener noreferrer")


def test_an_option_that_is_not_suitable_stays_in_sight_with_its_reason_on_every_screen(page, server, tmp_path):
    open_record(page, server, RECORD, tmp_path)
    go_to(page, "Compare", **OPTIONS)
    card = page.locator(".trd-choice", has_text="Magnetic stimulation (rTMS)")
    expect(card).to_contain_text("Not suitable: You have metal in or near the head.")
    expect(card.get_by_role("checkbox")).to_be_enabled()
    go_to(page, "Compare", **SIDE_BY_SIDE)
    choose(page, ["rTMS"])
    expect(page.locator(".trd-beside-verdict", has_text="metal in or near the head")).to_be_visible()
    part = page.locator("#trd-card-who")
    part.locator("> summary").press("Enter")
    rule = part.locator(".trd-rules > li", has_text="metal in or near the head").first
    rule.locator("summary").press("Enter")
    expect(rule).to_contain_text("Stated in the source.")
    expect(rule.get_by_role("link").first).to_have_attribute("href", re.compile("^https?://"))
    go_to(page, "Compare", **NUMBERS)
    told = page.locator(".trd-aside li", has_text="rTMS: not suitable. You have metal in or near the head.")
    expect(told).to_be_visible()
    expect(chart(page, "measures-response")).to_contain_text("rTMS")


def test_the_reason_for_a_certainty_and_other_readings_open_by_keyboard(page, server, tmp_path):
    open_record(page, server, RECORD, tmp_path)
    go_to(page, "Compare", **NUMBERS)
    for words in ("62 of 100; 38 do not", "better end", "certainty: low"):
        expect(chart(page, "measures-response")).to_contain_text(words)
    sure = page.locator("#numbers-response-sure")
    sure.locator("summary").press("Enter")
    expect(sure).to_contain_text("ECT: certainty low")
    expect(sure).to_contain_text("We trust this number only a little.")
    expect(sure.get_by_role("link", name=re.compile("^Source ")).first).to_be_visible()
    other = page.locator("#numbers-response-readings")
    other.locator("summary").press("Enter")
    expect(other).to_contain_text("ECT: 80 of 100 people feel much better; 20 do not")
    expect(other).to_contain_text("TRD network (Saelens 2025)")
    expect(chart(page, "measures-own_1")).to_contain_text("6 of 10")
    expect(chart(page, "measures-own_1").get_by_text("not rated yet")).to_have_count(3)


def test_trials_that_disagree_stand_as_two_sides(page, server, tmp_path):
    open_record(page, server, RECORD, tmp_path)
    go_to(page, "Compare", **SIDE_BY_SIDE)
    sides = page.locator(".trd-conflict dt")
    expect(sides).to_have_text([re.compile("In favour of: "), re.compile("In favour of: ")])
    expect(page.locator(".trd-conflict")).to_contain_text("63 of 100 got well with ECT and 46 with ketamine")
    choose(page, ["Ketamine drip"])
    expect(page.locator(".trd-conflict")).to_have_count(0)


def test_the_calendar_shows_days_without_driving_and_the_wait_after_a_drug(page, server, tmp_path):
    open_record(page, server, RECORD, tmp_path)
    go_to(page, "Compare", **CALENDAR)
    expect(chart(page, "calendar")).to_contain_text("No driving: 6\u201356 days")
    row = page.get_by_role("row", name=re.compile("^ECT ")).first
    expect(row).to_contain_text("6 to 56 days")
    choose(page, ["MAOI"])
    expect(page.get_by_text("MAOI. Not before 25 December 2026.")).to_be_visible()
    day = page.get_by_label("First day, if you know it")
    day.fill("2026-12-07")
    day.press("Tab")
    wait_acknowledged(page)
    expect(page.get_by_text("Week 1 starts on 7 December 2026.")).to_be_visible()
    expect(chart(page, "calendar")).to_contain_text("wait")
    weeks = page.locator("#weeks-ect")
    weeks.locator("> summary").press("Enter")
    expect(weeks.get_by_role("columnheader", name="Days without driving")).to_be_visible()
    expect(weeks.get_by_role("row", name=re.compile("^Weeks? 1\\b"))).to_contain_text("2 to 7 days")
    assert str(kept_record(page).plan.starts_on) == "2026-12-07"
    page.get_by_role("button", name="Undo").press("Enter")
    wait_acknowledged(page)
    expect(page.get_by_text("Undone: the first day.")).to_be_visible()
    expect(page.get_by_role("heading", name=CALENDAR["heading"])).to_be_visible()
    assert kept_record(page).plan.starts_on is None


def test_on_a_narrow_screen_one_option_can_be_read_at_a_time(page, server, tmp_path):
    open_record(page, server, RECORD, tmp_path)
    go_to(page, "Compare", **SIDE_BY_SIDE)
    expect(page.get_by_role("radio", name="ECT")).to_be_hidden()
    page.set_viewport_size({"width": 320, "height": 900})
    page.get_by_role("radio", name="ECT").press("Space")
    expect(page.locator(".trd-beside-heads h3:visible")).to_have_text(["Electroconvulsive therapy (ECT)"])
    page.get_by_role("radio", name="All").press("Space")
    expect(page.locator(".trd-beside-heads h3:visible")).to_have_count(3)


def test_each_screen_is_accessible_and_fits_three_widths_with_everything_open(page, server, tmp_path):
    open_record(page, server, RECORD, tmp_path)
    found = {}
    for screen in (OPTIONS, SIDE_BY_SIDE, NUMBERS, CALENDAR):
        go_to(page, "Compare", **screen)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        wait_acknowledged(page)
        name = str(screen["screen"] or "Options").replace(" ", "-")
        found[name] = axe_violations(page) + check_widths(page, name, tmp_path / "shots")
    assert {name: slips for name, slips in found.items() if slips} == {}


def test_on_paper_the_parts_are_open_and_what_lies_deeper_stays_folded(page, server, tmp_path):
    open_record(page, server, RECORD, tmp_path)
    go_to(page, "Compare", **SIDE_BY_SIDE)
    expect(chart(page, "icons-staying_well")).to_contain_text("stay well")
    printed = PdfReader(io.BytesIO(page.pdf(format="A4")))
    told = re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in printed.pages))
    assert len(printed.pages) <= 14
    for words in ("Think twice if", "Questions to ask", "24 of 100 people feel much better", "76 do not"):
        assert words in told
    assert "For the clinician:" not in told
    assert "How sure are we" not in told


def test_on_paper_numbers_stand_in_tables_and_the_evidence_in_short_cards(page, server, tmp_path):
    open_record(page, server, example(load_library()), tmp_path)
    go_to(page, "Compare", **NUMBERS)
    expect(page.locator("[data-chart^=measures] svg").last).to_be_visible()
    printed = PdfReader(io.BytesIO(page.pdf(format="A4")))
    told = re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in printed.pages))
    assert len(printed.pages) <= 11
    for words in (
        "With the patient's ratings",
        "Behavioural activation",
        "47 of 100 people feel much better; 53 do not",
    ):
        assert words in told
    page.emulate_media(media="print")
    shown = page.evaluate("""() => Object.fromEntries([".trd-twin", ".trd-twin tr", ".trd-evidence tbody tr"].map(
      (each) => [each, getComputedStyle(document.querySelector(each)).display]))""")
    assert shown == {".trd-twin": "table", ".trd-twin tr": "table-row", ".trd-evidence tbody tr": "grid"}
