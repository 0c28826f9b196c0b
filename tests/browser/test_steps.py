"""The way through the steps and their screens, short on a phone and on one line in large type."""

import re
from pathlib import Path

import pytest
from browser_harness import axe_violations, wait_acknowledged
from playwright.sync_api import expect
from session_steps import go_to, open_record

from trd_sdm.evidence import load_library
from trd_sdm.session.examples import example

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]


@pytest.fixture
def server(serve_notebook):
    return serve_notebook(ROOT / "notebooks" / "session.ipynb")


def heights(page, selector):
    """Tops of what is shown, each once: one top is one line."""
    return page.evaluate(
        "s => [...new Set([...document.querySelectorAll(s)].filter((e) => e.offsetParent)"
        ".map((e) => Math.round(e.getBoundingClientRect().top)))]",
        selector,
    )


def test_on_a_phone_one_line_stands_for_the_screens_of_a_step(page, server, tmp_path):
    open_record(page, server, example(load_library()), tmp_path)
    go_to(page, "Compare", heading="Which options shall we talk about?")
    step = page.get_by_role("navigation", name="Compare")
    fold = step.get_by_role("button", name=re.compile("Options: screen 1 of"))
    expect(fold).to_be_hidden()
    page.set_viewport_size({"width": 320, "height": 900})
    expect(fold).to_have_attribute("aria-expanded", "false")
    expect(step.get_by_role("button")).to_have_count(1)
    assert step.bounding_box()["height"] < 60
    fold.press("Enter")
    expect(fold).to_have_attribute("aria-expanded", "true")
    assert not axe_violations(page)
    step.get_by_role("button", name="Side by side", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="What each option would be like")).to_be_focused()
    expect(step.get_by_role("button", name=re.compile("Side by side: screen 2 of"))).to_have_attribute(
        "aria-expanded", "false"
    )
    page.get_by_role("button", name="Make the type larger").press("Enter")
    wait_acknowledged(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    assert len(heights(page, ".trd-steps:not(.trd-screens) .trd-steps-list > li")) == 1
    assert len(heights(page, ".trd-screens-list > li")) == 1
