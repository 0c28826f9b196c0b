"""The session app as two people use it: by keyboard, through reloads and failures, at three widths."""

import json
import re
from pathlib import Path

import psutil
import pytest
from browser_harness import axe_violations, check_widths, open_app, wait_acknowledged
from playwright.sync_api import expect
from session_steps import MATTERS, OPTIONS, choose, go_to, kept_record, rate, shown_fits, walk_to_weighing

from trd_sdm.evidence import load_library
from trd_sdm.session.appraisal import appraise

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]


@pytest.fixture
def server(serve_notebook):
    return serve_notebook(ROOT / "notebooks" / "session.ipynb")


def test_a_slider_moved_by_keyboard_redraws_the_fit(page, server):
    walk_to_weighing(page, server)
    expect(page.locator("[data-chart=fit] svg")).to_be_visible()
    assert "not weighed yet" in page.locator("[data-chart=fit] svg").text_content()
    rate(page, "Feeling much better", 5)
    before = shown_fits(page)
    rate(page, "Memory and clear thinking", 1, "End")
    after = shown_fits(page)
    assert set(after) == {"Stay and fine-tune", "ECT", "rTMS", "Add lithium"}
    assert after != before
    fit = appraise(kept_record(page), load_library()).roles["patient"].fit
    names = {option.short_name: key for key, option in load_library().options.items()}
    assert {names[name]: value for name, value in after.items()} == {
        option: max(0, min(100, round(value))) for option, value in fit.items()
    }


def test_both_people_rate_apart_and_the_picture_follows_whose_view_it_is(page, server):
    walk_to_weighing(page, server)
    rate(page, "Feeling much better", 1, "End")
    patient = shown_fits(page)
    page.get_by_role("radio", name="Clinician").press("Space")
    wait_acknowledged(page)
    assert "not weighed yet" in page.locator("[data-chart=fit] svg").text_content()
    rate(page, "Memory and clear thinking", 1, "End")
    assert shown_fits(page) != patient
    record = kept_record(page)
    assert dict(record.weights.patient) == {"response": 100}
    assert dict(record.weights.clinician) == {"memory_thinking": 100}


def test_a_reload_keeps_every_answer_and_the_step(page, server):
    walk_to_weighing(page, server)
    rate(page, "Feeling much better", 7)
    before, drawn = kept_record(page), shown_fits(page)
    page.reload()
    page.wait_for_selector("html[data-trd-acknowledged]", state="attached", timeout=60_000)
    expect(page.get_by_role("slider", name="Feeling much better")).to_be_visible()
    assert kept_record(page) == before
    assert page.get_by_role("slider", name="Feeling much better").input_value() == str(
        int(before.weights.patient["response"])
    )
    assert shown_fits(page) == drawn
    # Undo and redo go on where they were.
    for name, rated in (("Undo", {}), ("Redo", dict(before.weights.patient))):
        page.get_by_role("button", name=name, exact=True).press("Enter")
        wait_acknowledged(page)
        assert dict(kept_record(page).weights.patient) == rated
    page.get_by_role("button", name="Start again").press("Enter")
    expect(page.get_by_text("Once the page is loaded again, they are gone.")).to_be_visible()
    wait_acknowledged(page)
    assert "memory_thinking" not in page.evaluate("JSON.stringify(Object.values(sessionStorage))")


def test_undo_and_redo_bring_answers_back(page, server):
    walk_to_weighing(page, server)
    rate(page, "Feeling much better", 4)
    rated = kept_record(page).weights
    page.get_by_role("button", name="Undo").press("Enter")
    wait_acknowledged(page)
    assert dict(kept_record(page).weights.patient) == {}
    page.get_by_role("button", name="Redo").press("Enter")
    wait_acknowledged(page)
    assert kept_record(page).weights == rated


def test_a_saved_copy_opens_again(page, server, tmp_path):
    walk_to_weighing(page, server)
    rate(page, "Feeling much better", 3)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save a copy").press("Enter")
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    wait_acknowledged(page)
    saved = kept_record(page)
    page.get_by_role("button", name="Start again").press("Enter")
    expect(page.get_by_text("All answers are cleared. Undo brings them back.")).to_be_visible()
    wait_acknowledged(page)  # the words come before the record
    assert len(kept_record(page).shortlist) == 1
    page.get_by_label("Open a saved copy").set_input_files(path)
    expect(page.get_by_text(re.compile(r"Opened choosing-together-.*\.json"))).to_be_visible()
    wait_acknowledged(page)
    assert kept_record(page) == saved


def test_a_file_that_is_no_record_is_refused_and_nothing_changes(page, server, tmp_path):
    walk_to_weighing(page, server)
    rate(page, "Feeling much better", 3)
    before = kept_record(page)
    hostile = json.loads(before.to_json()) | {"mode": "<img src=x onerror=alert(1)>"}
    path = tmp_path / "hostile.json"
    path.write_text(json.dumps(hostile), encoding="utf-8")
    page.get_by_label("Open a saved copy").set_input_files(path)
    expect(page.get_by_role("alert").filter(has_text="The file was not opened")).to_be_visible()
    assert page.locator("img").count() == 0
    assert kept_record(page) == before


def test_too_many_options_are_not_taken_and_the_page_says_why(page, server):
    open_app(page, server)
    go_to(page, "Compare", heading="Which options shall we talk about?")
    choose(page, [*OPTIONS, "Add thyroid hormone (T3)", "Ketamine by drip", "Esketamine nasal spray"])
    page.get_by_role("checkbox", name=re.compile("Interpersonal therapy")).focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("7 are chosen, and 7 is the most that can be.")).to_be_visible()
    assert len(kept_record(page).shortlist) == 7


def test_a_step_that_cannot_be_opened_yet_says_what_is_missing(page, server):
    open_app(page, server)
    go_to(page, "What matters", heading="What matters here?")
    choose(page, MATTERS)
    page.get_by_role("navigation", name="Steps").get_by_role("button", name=re.compile("Weigh")).press("Enter")
    expect(page.get_by_role("status").filter(has_text="First pick at least 3 options.")).to_be_visible()
    expect(page.get_by_role("heading", name="What matters here?")).to_be_visible()


def test_every_number_shown_has_a_source_or_says_why_not(page, server):
    walk_to_weighing(page, server)
    go_to(page, "Compare", screen="The numbers", heading="The numbers behind the picture")
    cells = page.locator("table:has-text('What is known') tbody td")
    assert cells.count() == 8
    for text in cells.all_text_contents():
        assert re.search(r"Sources?\s*\[|judgement|By definition|no good data", text), text
    links = page.locator("ol a[href^=http]")
    assert links.count() > 5
    assert set(links.evaluate_all("links => links.map((link) => link.rel)")) == {"noopener noreferrer"}


SCREENS = {
    "welcome": ("Welcome", None, "Let's look at this together"),
    "matters": ("What matters", None, "What matters here?"),
    "options": ("Compare", "Options", "Which options shall we talk about?"),
    "numbers": ("Compare", "The numbers", "The numbers behind the picture"),
}


def test_each_screen_is_accessible_and_fits_three_widths(page, server, tmp_path):
    walk_to_weighing(page, server)
    rate(page, "Feeling much better", 6)
    page.get_by_role("radio", name="By fit").press("Space")
    wait_acknowledged(page)
    found = {"weigh": axe_violations(page) + check_widths(page, "weigh", tmp_path)}
    for name, (step, screen, heading) in SCREENS.items():
        go_to(page, step, screen=screen, heading=heading)
        found[name] = axe_violations(page) + check_widths(page, name, tmp_path)
    assert {name: slips for name, slips in found.items() if slips} == {}


def test_nothing_about_the_person_reaches_the_address_or_the_log(page, server):
    walk_to_weighing(page, server)
    rate(page, "Feeling much better", 2)
    assert page.url.rstrip("/") == server.url.rstrip("/")
    log = server.log.read_text(encoding="utf-8")
    assert "response" not in log
    assert "lithium" not in log


def test_what_is_only_used_in_research_is_shown_when_asked_for(page, server):
    open_app(page, server)
    go_to(page, "Compare", heading="Which options shall we talk about?")
    research = page.get_by_role("checkbox", name=re.compile("Deep brain stimulation"))
    expect(research).to_have_count(0)
    page.get_by_role("button", name="Show what is only used in research").press("Enter")
    expect(research).to_be_visible()
    choose(page, ["Deep brain stimulation"])
    page.get_by_role("button", name="Hide what is only used in research").press("Enter")
    wait_acknowledged(page)
    expect(research).to_be_checked()


def kernel_of(server) -> psutil.Process:
    """The kernel behind the newest page: the one that has worked most is not the pre-heated one."""
    children = psutil.Process(server.process.pid).children(recursive=True)
    kernels = [child for child in children if any("ipykernel" in part for part in child.cmdline())]
    return max(kernels, key=lambda kernel: kernel.create_time())


def test_a_dead_kernel_is_told_and_neither_an_answer_nor_a_role_is_lost(page, serve_notebook):
    server = serve_notebook(ROOT / "notebooks" / "session.ipynb", preheat=False)
    walk_to_weighing(page, server)
    rate(page, "Feeling much better", 5)
    kernel_of(server).kill()
    page.seen.expect("[Kk]ernel", "websocket", "WebSocket", "404", "Failed to load")
    page.get_by_role("slider", name="Memory and clear thinking").focus()
    page.keyboard.press("End")
    told = page.get_by_role("status").filter(has_text="The charts below have not updated.")
    expect(told).to_be_visible(timeout=10_000)
    expect(page.locator("[data-chart=fit]")).to_have_class(re.compile("trd-stale"))
    expect(page.locator("[data-chart=fit]").get_by_text("Not up to date")).to_be_visible()
    # Nobody switches the sliders, so the page must not say that they are the clinician's.
    page.get_by_role("radio", name="Clinician").press("Space")
    expect(page.get_by_role("radio", name="Patient")).to_be_checked()
    page.reload()
    page.wait_for_selector("html[data-trd-acknowledged]", state="attached", timeout=60_000)
    expect(page.get_by_role("slider", name="Memory and clear thinking")).to_have_value("100")
    wait_acknowledged(page)
    assert kept_record(page).weights.patient["memory_thinking"] == 100
    assert shown_fits(page)
    # The answer that no kernel took is one step of undo, and those before it are still there.
    page.get_by_role("button", name="Undo", exact=True).press("Enter")
    wait_acknowledged(page)
    assert set(kept_record(page).weights.patient) == {"response"}
    page.get_by_role("button", name="Undo", exact=True).press("Enter")
    wait_acknowledged(page)
    assert dict(kept_record(page).weights.patient) == {}


def test_the_head_says_which_mode_it_is_also_after_a_reload(page, server):
    open_app(page, server)
    expect(page.get_by_text("Teaching mode: made-up cases only.")).to_be_visible()
    page.get_by_role("radio", name=re.compile("In a session")).press("Space")
    expect(page.get_by_text("Session mode: a clinician is with you.")).to_be_visible()
    page.reload()
    page.wait_for_selector("html[data-trd-acknowledged]", state="attached", timeout=60_000)
    expect(page.get_by_text("Session mode: a clinician is with you.")).to_be_visible()


def test_after_a_reload_nothing_can_be_answered_before_the_answers_are_back(page, server):
    open_app(page, server)
    go_to(page, "Compare", heading="Which options shall we talk about?")
    choose(page, OPTIONS)
    page.reload(wait_until="commit")
    page.wait_for_selector("main[inert], html[data-trd-acknowledged]", state="attached", timeout=60_000)
    page.wait_for_selector("html[data-trd-acknowledged]", state="attached", timeout=60_000)
    expect(page.locator("main[inert]")).to_have_count(0)
    expect(page.get_by_role("checkbox", name=re.compile("Add lithium"))).to_be_checked()
    assert len(kept_record(page).shortlist) == 4


def test_the_browsers_back_goes_a_step_back_and_not_off_the_page(page, server):
    walk_to_weighing(page, server)
    page.go_back()
    expect(page.get_by_role("heading", name="Which options shall we talk about?")).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("heading", name="How do the options fit?")).to_be_visible()


def test_a_picture_of_one_thing_says_that_it_is_one_thing(page, server):
    walk_to_weighing(page, server)
    rate(page, "Feeling much better", 3)
    expect(page.get_by_text("This picture rests on 1 of the 2 things picked.")).to_be_visible()
    rate(page, "Memory and clear thinking", 3)
    expect(page.get_by_text("This picture rests on")).to_have_count(0)


@pytest.mark.parametrize("many", ["options", "criteria"])
def test_a_record_too_large_for_the_page_is_refused_and_nothing_changes(page, server, tmp_path, many):
    library = load_library()
    walk_to_weighing(page, server)
    before = kept_record(page)
    large = (
        before.with_(shortlist=tuple(library.options))
        if many == "options"
        else before.with_(criteria=tuple(library.criteria))
    )
    path = tmp_path / "large.json"
    path.write_text(large.to_json(), encoding="utf-8")
    page.get_by_label("Open a saved copy").set_input_files(path)
    expect(page.get_by_role("alert").filter(has_text="too many to talk about on one page")).to_be_visible()
    assert kept_record(page) == before
