"""Take the pictures of docs/pictures anew: each step of the session app and of the follow-up, at three widths.

Run by ``make pictures`` after a change to what the screens look like.
"""

import re
import sys
from pathlib import Path

from browser_harness import LAUNCH_ARGS, WIDTHS, browser_path, open_app, wait_acknowledged
from playwright.sync_api import Page, sync_playwright

from trd_sdm import places
from trd_sdm.app import serve

FOLDER = Path(__file__).parents[3] / "docs" / "pictures"
# What follows the window would lie across the middle of a picture of the whole page.
FLOW = ".trd-at-hand-place { position: static !important; }"
STEPS = {
    "welcome": ("Welcome", None),
    "staying-safe": ("Staying safe", None),
    "before-we-choose": ("Before we choose", "Past treatments"),
    "what-matters": ("What matters", "How much"),
    "compare": ("Compare", "Side by side"),
    "weigh": ("Weigh", "Weigh"),
    "plan": ("Plan", "Plan"),
    "take-home": ("Check and take home", "Take home"),
}
FOLLOW_UP = {"follow-up": ("How it goes", None)}


def press(page: Page, within: str, name: str) -> None:
    """Go to a step or a screen, unless it is the one that is open."""
    button = page.get_by_role("navigation", name=within).get_by_role(
        "button", name=re.compile(rf"(^|\d){re.escape(name)}")
    )
    if button.count() and not button.first.get_attribute("aria-current"):
        button.first.press("Enter")
        wait_acknowledged(page, timeout=60_000)


def shoot(page: Page, notebook: str, steps: dict[str, tuple[str, str | None]]) -> None:
    """Open the made-up case and take every step at every width."""
    server = serve.start(places.notebooks() / notebook, port=0)
    try:
        open_app(page, server)
        page.get_by_role("button", name=re.compile("made-up case")).first.press("Enter")
        wait_acknowledged(page, timeout=60_000)
        for name, (step, screen) in steps.items():
            press(page, "Steps", step)
            if screen:
                press(page, step, screen)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                page.wait_for_function(f"() => innerWidth === {width}")
                page.wait_for_timeout(500)  # charts are drawn anew once the page has its width
                page.screenshot(path=FOLDER / f"{name}-{width}.png", full_page=True, animations="disabled", style=FLOW)
    finally:
        serve.stop(server)


def main() -> int:
    """Take all pictures."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=LAUNCH_ARGS)
        page = browser.new_page(reduced_motion="reduce")
        page.set_default_timeout(60_000)
        shoot(page, "session.ipynb", STEPS)
        shoot(page, "follow_up.ipynb", FOLLOW_UP)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
