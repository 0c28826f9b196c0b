"""The parts by keyboard, by screen reader, on a phone and on a desk."""

import json
from pathlib import Path

import pytest
from browser_harness import axe_violations, check_widths, open_app, wait_acknowledged
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def server(serve_notebook):
    return serve_notebook("demo", preheat=True)


@pytest.fixture
def app(page: Page, server) -> Page:
    open_app(page, server)
    expect(page.get_by_role("figure", name="Fit of each option", exact=True).locator("svg")).to_be_visible()
    return page


def test_axe_finds_nothing_on_the_page_at_rest_and_in_trouble(app: Page):
    assert axe_violations(app) == []
    app.get_by_role("slider", name="Feeling much better").focus()
    app.keyboard.press("PageUp")
    app.get_by_role("button", name="Raise in the handler").click()
    expect(app.get_by_role("alert")).to_contain_text("Something went wrong")
    assert axe_violations(app) == []


@pytest.mark.parametrize("large", [False, True])
def test_nothing_scrolls_sideways(app: Page, tmp_path: Path, large: bool):
    app.evaluate("(large) => document.documentElement.classList.toggle('trd-large', large)", large)
    assert check_widths(app, "demo-large" if large else "demo", tmp_path) == []


def test_an_unrated_slider_says_so_and_each_key_does_what_it_should(app: Page):
    slider = app.get_by_role("slider", name="Feeling much better")
    expect(slider).to_have_attribute("aria-valuetext", "Not rated yet")
    expect(slider).to_have_accessible_description(
        "How much would this change matter to you? Matters little here to Matters most"
    )
    slider.focus()
    for key, said in [
        ("Enter", "50"),
        ("ArrowRight", "51"),
        ("PageDown", "41"),
        ("Home", "0"),
        ("End", "100"),
        ("ArrowLeft", "99"),
    ]:
        app.keyboard.press(key)
        expect(slider).to_have_attribute("aria-valuetext", f"{said} of 100")
    wait_acknowledged(app)
    clear = app.get_by_role("button", name="Clear rating: Feeling much better")
    clear.click()
    expect(slider).to_have_attribute("aria-valuetext", "Not rated yet")
    expect(slider).to_be_focused()
    expect(clear).to_be_hidden()
    wait_acknowledged(app)
    record = json.loads(json.loads(app.evaluate("sessionStorage.getItem('trd-sdm/demo/1')"))["record"])
    assert record["weights"]["relief"] is None


def test_a_press_in_the_very_middle_counts_as_a_rating(app: Page):
    slider = app.get_by_role("slider", name="Sleeping through")
    slider.click()
    expect(slider).to_have_attribute("aria-valuetext", "50 of 100")


def test_touch_targets_are_44_px(app: Page):
    small = app.evaluate(
        """() => [...document.querySelectorAll('button, input[type=range], .trd-choice, input[type=file]')]
        .map((each) => [each, each.getBoundingClientRect()])
        .filter(([each, box]) => each.offsetParent && (box.height < 44 || box.width < 44))
        .map(([each]) => each.outerHTML.slice(0, 120))"""
    )
    assert small == []


def test_one_choice_too_many_is_explained_and_a_fixed_one_stays(app: Page):
    group = app.get_by_role("group", name="What shall we talk about?")
    status = group.get_by_role("status")
    expect(status).to_have_text("Choose 2 to 4 options. 1 chosen; choose 1 more.")
    always = group.get_by_role("checkbox", name="Stay as we are")
    expect(always).to_be_checked()
    expect(always).to_be_disabled()
    for name in ("Switch", "Add a second", "Magnetic pulses"):
        group.get_by_role("checkbox", name=name, exact=True).check()
    expect(status).to_have_text("Choose 2 to 4 options. 4 chosen.")
    group.get_by_role("checkbox", name="Talking therapy").click()
    expect(status).to_have_text("4 are chosen, and 4 is the most that can be. Take one away to choose another.")
    expect(group.get_by_role("checkbox", name="Talking therapy")).not_to_be_checked()
    wait_acknowledged(app)


def test_a_saved_copy_opens_again(app: Page, tmp_path: Path):
    app.get_by_role("slider", name="Feeling much better").focus()
    app.keyboard.press("End")
    wait_acknowledged(app)
    with app.expect_download() as got:
        app.get_by_role("button", name="Save a copy").click()
    copy = tmp_path / "record.json"
    got.value.save_as(copy)
    assert json.loads(copy.read_text())["weights"]["relief"] == 100
    changed = {**json.loads(copy.read_text()), "weights": {"relief": 12, "sleep": 34, "travel": None}}
    copy.write_text(json.dumps(changed))
    app.get_by_label("Open a saved copy").set_input_files(copy)
    expect(app.get_by_role("slider", name="Feeling much better")).to_have_attribute("aria-valuetext", "12 of 100")
    expect(app.get_by_role("slider", name="Sleeping through")).to_have_attribute("aria-valuetext", "34 of 100")
    wait_acknowledged(app)


def test_a_large_file_is_turned_down_before_it_is_sent(app: Page, tmp_path: Path):
    large = tmp_path / "large.json"
    large.write_bytes(b" " * (2 * 1024 * 1024 + 1))
    app.get_by_label("Open a saved copy").set_input_files(large)
    expect(app.get_by_role("alert").filter(has_text="larger than 2 MB")).to_be_visible()
    assert app.evaluate("globalThis.trdSdm.revision") == 0


def test_links_open_in_a_new_tab_that_cannot_reach_back(app: Page):
    link = app.get_by_role("link", name="Example trial").first
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_a_notice_can_be_dismissed(app: Page):
    app.get_by_role("button", name="Raise in the handler").click()
    app.get_by_role("button", name="Dismiss: Something went wrong").click()
    expect(app.get_by_role("alert").filter(has_text="Something went wrong")).to_have_count(0)


def test_a_chart_follows_the_width_of_the_page(app: Page):
    drawing = app.get_by_role("figure", name="Fit of each option", exact=True).locator("svg")
    before = drawing.bounding_box()["width"]
    app.set_viewport_size({"width": 1100, "height": 900})
    app.wait_for_function(
        "(before) => document.querySelector('.trd-chart svg').getBoundingClientRect().width < before - 20", arg=before
    )
    region = app.locator(".trd-chart-region").first
    assert region.evaluate("(each) => each.scrollWidth <= each.clientWidth")
