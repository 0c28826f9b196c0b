"""The page's order of answers: nothing lost, nothing stale unmarked, nothing silent."""

import json

import pytest
from browser_harness import NOTEBOOKS, open_app, wait_acknowledged
from playwright.sync_api import Page, expect

from trd_sdm.app import serve
from trd_sdm.present import bundle

pytestmark = pytest.mark.browser

LATE = "The charts below have not updated. Your answers are kept in this tab."
SORRY = "Something went wrong on our side. Your last answer is kept, but the charts have not updated."


@pytest.fixture
def server(serve_notebook):
    return serve_notebook("demo", preheat=True)


@pytest.fixture
def app(page: Page, server) -> Page:
    open_app(page, server)
    expect(page.get_by_role("figure", name="Fit of each option", exact=True).locator("svg")).to_be_visible()
    return page


def slider(page: Page, name: str = "Feeling much better"):
    return page.get_by_role("slider", name=name)


def dots(page: Page) -> list[str]:
    return page.locator(".trd-chart-canvas path[aria-roledescription=point]").evaluate_all(
        "paths => paths.map((path) => path.getAttribute('transform'))"
    )


def kept(page: Page) -> dict:
    return json.loads(page.evaluate("sessionStorage.getItem('trd-sdm/demo/1')"))


def test_a_slider_moved_by_keyboard_redraws_every_chart_and_is_acknowledged(app: Page):
    before = dots(app)
    assert len(before) == 15
    slider(app).focus()
    app.keyboard.press("End")
    assert wait_acknowledged(app) == 1
    after = dots(app)
    assert all(old != new for old, new in zip(before[:5], after[:5], strict=True))
    assert after[:5] == after[5:10] == after[10:15]
    expect(slider(app)).to_be_focused()
    assert app.evaluate("document.documentElement.dataset.trdAcknowledged") == "1"


def test_the_last_of_many_quick_values_wins_and_none_waits_in_the_journal(app: Page):
    slider(app).focus()
    app.evaluate(
        """() => { const input = document.querySelector('.trd-slider-input');
        for (let value = 1; value <= 60; value += 1) {
          input.value = value; input.dispatchEvent(new Event('input'));
        } }"""
    )
    assert wait_acknowledged(app) == 60
    state = kept(app)
    assert state["journal"] == []
    assert json.loads(state["record"])["weights"]["relief"] == 60


def test_a_reload_brings_every_answer_back(app: Page):
    slider(app).focus()
    app.keyboard.press("Home")
    slider(app, "Sleeping through").focus()
    app.keyboard.press("PageUp")
    app.get_by_role("checkbox", name="Talking therapy").check()
    app.get_by_role("radio", name="Clinician").check()
    wait_acknowledged(app)
    drawn = dots(app)
    app.reload()
    app.wait_for_selector("html[data-trd-acknowledged]", state="attached")
    wait_acknowledged(app)
    expect(slider(app)).to_have_attribute("aria-valuetext", "0 of 100")
    expect(slider(app, "Sleeping through")).to_have_attribute("aria-valuetext", "60 of 100")
    expect(slider(app, "Few visits and little travel")).to_have_attribute("aria-valuetext", "Not rated yet")
    expect(app.get_by_role("checkbox", name="Talking therapy")).to_be_checked()
    expect(app.get_by_role("radio", name="Clinician")).to_be_checked()
    app.wait_for_function(
        "(want) => document.querySelector('.trd-chart-canvas path[aria-roledescription=point]')"
        "?.getAttribute('transform') === want",
        arg=drawn[0],
    )
    assert dots(app) == drawn


def test_a_dead_kernel_is_announced_and_a_reload_applies_the_journal(app: Page):
    app.seen.expect("")  # JupyterLab reports the lost kernel in its own words
    slider(app).focus()
    app.keyboard.press("PageUp")
    wait_acknowledged(app)
    app.get_by_role("button", name="End the kernel").click()
    slider(app).focus()
    app.keyboard.press("PageUp")
    slider(app, "Sleeping through").focus()
    app.keyboard.press("End")
    expect(app.get_by_role("status").filter(has_text=LATE)).to_be_visible()
    for number in range(3):
        expect(app.get_by_text("Not up to date").nth(number)).to_be_visible()
    assert [entry["key"] for entry in kept(app)["journal"]] == ["die", "relief", "sleep"]
    app.reload()
    app.wait_for_selector("html[data-trd-acknowledged]", state="attached")
    wait_acknowledged(app)
    expect(slider(app)).to_have_attribute("aria-valuetext", "70 of 100")
    expect(slider(app, "Sleeping through")).to_have_attribute("aria-valuetext", "100 of 100")
    assert kept(app)["journal"] == []
    expect(app.get_by_text("Not up to date").first).to_be_hidden()


def test_a_wait_that_is_felt_is_said_and_gives_way_to_what_is_late(app: Page):
    moment = app.locator(".trd-moment")
    slider(app).press("PageUp")
    wait_acknowledged(app)
    expect(moment).to_be_empty()
    app.get_by_role("button", name="Take four seconds").press("Enter")
    expect(moment).to_have_text("One moment…")
    assert moment.get_attribute("role") == "status"
    expect(app.get_by_role("status").filter(has_text=LATE)).to_be_visible()
    expect(moment).to_be_empty()
    wait_acknowledged(app, timeout=10_000)
    expect(moment).to_be_empty()


def test_a_late_acknowledgement_takes_the_notice_away(app: Page):
    app.get_by_role("button", name="Take four seconds").click()
    expect(app.get_by_role("status").filter(has_text=LATE)).to_be_visible()
    slider(app).focus()
    app.keyboard.press("PageUp")
    expect(app.get_by_text("Not up to date").first).to_be_hidden(timeout=10_000)
    expect(app.get_by_role("status").filter(has_text=LATE)).to_have_count(0)
    assert wait_acknowledged(app) == 2
    assert kept(app)["journal"] == []


def test_a_lost_server_is_announced_and_nothing_is_lost(page: Page):
    page.seen.expect("")  # the browser reports the refused connections
    notebook = NOTEBOOKS / "demo.ipynb"
    with serve.serving(notebook, port=0, preheat=False) as first:
        open_app(page, first)
        slider(page).focus()
        page.keyboard.press("End")
        wait_acknowledged(page)
        port = int(first.url.rsplit(":", 1)[1].strip("/"))
    slider(page, "Sleeping through").focus()
    page.keyboard.press("Home")
    expect(page.get_by_role("status").filter(has_text=LATE)).to_be_visible()
    with serve.serving(notebook, port=port, preheat=False) as second:
        assert second.url == first.url
        open_app(page, second)
        wait_acknowledged(page)
        expect(slider(page)).to_have_attribute("aria-valuetext", "100 of 100")
        expect(slider(page, "Sleeping through")).to_have_attribute("aria-valuetext", "0 of 100")


@pytest.mark.parametrize("button", ["Raise in the handler", "Raise in an observer"])
def test_a_callback_that_raises_is_announced_logged_and_marks_the_charts(app: Page, server, button: str):
    app.get_by_role("button", name=button).click()
    expect(app.get_by_role("alert").filter(has_text=SORRY)).to_be_visible()
    expect(app.get_by_text("Not up to date").first).to_be_visible()
    log = server.log.read_text()
    assert "Traceback" in log
    assert "demo_page.py" in log
    assert "a private word" not in log
    slider(app).focus()
    app.keyboard.press("PageUp")
    wait_acknowledged(app)
    expect(app.get_by_text("Not up to date").first).to_be_hidden()


def test_one_chart_that_cannot_be_drawn_does_not_hold_up_the_others(app: Page, server):
    app.get_by_role("button", name="Break one chart").click()
    revision = wait_acknowledged(app)
    broken = app.get_by_role("figure", name="Fit of each option", exact=True)
    expect(broken.get_by_text("This chart could not be drawn.")).to_be_visible()
    expect(broken.get_by_text("Not up to date")).to_be_visible()
    expect(app.get_by_role("figure", name="Fit of each option, again (1)").get_by_text("Not up to date")).to_be_hidden()
    slider(app).focus()
    app.keyboard.press("PageUp")
    assert wait_acknowledged(app) > revision
    expect(broken.get_by_text("Not up to date")).to_be_hidden()
    expect(broken.locator("svg")).to_be_visible()
    assert "chart fit0 was not drawn" in server.log.read_text()


def test_a_page_without_storage_says_so_and_works(browser, page: Page, server):
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    open_app(page, server)
    expect(page.get_by_role("status").filter(has_text="will not keep your answers")).to_be_visible()
    slider(page).focus()
    page.keyboard.press("PageUp")
    assert wait_acknowledged(page) == 1


def test_starting_again_forgets_everything(app: Page):
    slider(app).focus()
    app.keyboard.press("PageUp")
    wait_acknowledged(app)
    with app.expect_navigation():
        app.get_by_role("button", name="Start again").click()
    app.wait_for_selector("html[data-trd-acknowledged]", state="attached")
    expect(slider(app)).to_have_attribute("aria-valuetext", "Not rated yet")


def test_six_charts_share_one_bundle(page: Page, serve_notebook):
    open_app(page, serve_notebook("six_charts"))
    expect(page.get_by_role("figure").locator("svg")).to_have_count(6)
    bundles = [url for url in page.seen.requests if url.endswith("vega.js")]
    assert len(bundles) == 1
    size = len(bundle.load_bundle())
    frames = page.evaluate("performance.getEntriesByType('resource').filter((r) => r.name.endsWith('vega.js')).length")
    assert frames == 1
    bare_page = page.seen.received - size
    assert bare_page < 6_000_000, f"{bare_page} bytes beside the bundle"
