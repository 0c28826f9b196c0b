"""What tests of the session app do as a person would: go to a screen, choose, rate, and read what the tab keeps."""

import re
from pathlib import Path

from browser_harness import open_app, wait_acknowledged
from playwright.sync_api import Page, expect

from trd_sdm.app.serve import RunningServer
from trd_sdm.evidence import load_library
from trd_sdm.session.record import Record
from trd_sdm.session.record_file import parse_record

OPTIONS = ("Electroconvulsive therapy (ECT)", "Magnetic stimulation (rTMS)", "Add lithium")
MATTERS = ("Feeling much better", "Memory and clear thinking")


def choose(page: Page, names):
    for name in names:
        page.get_by_role("checkbox", name=re.compile(re.escape(name))).first.focus()
        page.keyboard.press("Space")
        wait_acknowledged(page)


def walk_to_weighing(page: Page, server: RunningServer):
    """Say what matters and choose options by keyboard and labels alone."""
    open_app(page, server)
    go_to(page, "What matters", heading="What matters here?")
    choose(page, MATTERS)
    go_to(page, "Compare", heading="Which options shall we talk about?")
    choose(page, OPTIONS)
    go_to(page, "Weigh", heading="How do the options fit?")


def go_to(page: Page, step: str, *, heading: str, screen: str | None = None):
    """Go to a step, or to one of its screens, by the navigation."""
    button = page.get_by_role("navigation", name="Steps").get_by_role("button", name=re.compile(rf"\b{step}$"))
    button.press("Enter")
    wait_acknowledged(page)
    if screen and not page.get_by_role("heading", name=heading).is_visible():
        button = page.get_by_role("navigation", name=step).get_by_role("button", name=screen, exact=True)
        if not button.get_attribute("aria-current"):
            button.press("Enter")
    expect(page.get_by_role("heading", name=heading)).to_be_focused()
    wait_acknowledged(page)


def open_record(page: Page, server: RunningServer, record: Record, folder: Path) -> None:
    """Open the app and put a record in it, as somebody does who saved a copy."""
    open_app(page, server)
    path = folder / "record.json"
    path.write_text(record.to_json(), encoding="utf-8")
    page.get_by_label("Open a saved copy").set_input_files(path)
    expect(page.get_by_text("Opened record.json")).to_be_visible()
    wait_acknowledged(page)


def rate(page: Page, label: str, presses: int, key: str = "ArrowRight"):
    slider = page.get_by_role("slider", name=label)
    slider.focus()
    for _ in range(presses):
        page.keyboard.press(key)
    wait_acknowledged(page)


def kept_record(page: Page) -> Record:
    """The record as the tab keeps it."""
    kept = page.evaluate("Object.values(sessionStorage).map((text) => JSON.parse(text))")
    (entry,) = [one for one in kept if isinstance(one, dict) and one.get("record")]
    return parse_record(entry["record"], load_library())


def shown_fits(page: Page) -> dict[str, int]:
    """What the drawn fit chart says, by option name."""
    said = page.locator("[data-chart=fit] svg text").all_text_contents()
    names = {option.short_name for option in load_library().options.values()}
    found, name = {}, None
    order = [text for text in said if text in names]
    fits = [int(match[1]) for text in said if (match := re.match(r"fit (?:under |over )?(\d+)", text))]
    assert name is None
    assert len(order) == len(fits)
    found.update(zip(order, fits, strict=True))
    return found
