"""A second copy in a real browser: the question, the differences by keyboard, one step of undo, a copy with a stop."""

import datetime as dt
import re
from pathlib import Path

import pytest
from browser_harness import WIDTHS, axe_violations, check_widths, open_app, wait_acknowledged
from playwright.sync_api import expect
from session_steps import kept_record

from trd_sdm.evidence import load_library
from trd_sdm.session.examples import example
from trd_sdm.session.saved import to_file

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
LIBRARY = load_library()
ASKED, JOINING = "What shall we do with this copy?", "Join the two copies"
HOSTILE = "<img src=x onerror=alert(1)> for my garden"
TRIAL = {"agent": "mirtazapine", "weeks": 6.0}


@pytest.fixture
def server(serve_notebook):
    return serve_notebook(ROOT / "notebooks" / "session.ipynb")


def other(**parts):
    """Another visit's copy of the made-up case."""
    made = example(LIBRARY)
    trials = {**dict(made.past), "trials": (*made.past.trials, TRIAL)}
    choice = {"option": "ect", "why": HOSTILE, "together": "yes"}
    points = {"patient": {**made.weights.patient, "memory_thinking": 25.0}, "clinician": dict(made.weights.clinician)}
    return made.with_(seed=11, weights=points, country="IE", past=trials, choice=choice, **parts)


def open_example(page, server):
    open_app(page, server)
    page.get_by_role("button", name=re.compile("made-up case")).first.press("Enter")
    wait_acknowledged(page, timeout=60_000)


def bring(page, folder, record, *, at=None):
    path = folder / "visit-2.json"
    path.write_text(to_file(record, LIBRARY, made=at), encoding="utf-8")
    page.get_by_label("Open a saved copy").set_input_files(path)
    expect(page.get_by_role("heading", name=ASKED)).to_be_focused()
    wait_acknowledged(page)


def press(page, name):
    button = page.get_by_role("button", name=name, exact=True)
    button.focus()
    page.keyboard.press("Enter")
    wait_acknowledged(page)


def test_two_copies_are_joined_by_keyboard_and_undo_takes_it_back(page, server, tmp_path):
    open_example(page, server)
    page.get_by_role("radio", name="About 15 minutes").press("Space")
    wait_acknowledged(page)
    before = kept_record(page)
    bring(page, tmp_path, other(), at=dt.datetime.now(dt.UTC) + dt.timedelta(days=1))
    expect(page.get_by_text("On screen: last changed on")).to_be_visible()
    expect(page.get_by_text("The file is newer.")).to_be_visible()
    expect(page.get_by_role("navigation", name="Steps")).to_be_hidden()
    press(page, "Join it with the one on screen")
    expect(page.get_by_role("heading", name=JOINING)).to_be_focused()
    assert page.evaluate("scrollY") == 0
    expect(page.get_by_text("1 past treatment", exact=True)).to_be_visible()
    country = page.get_by_role("group", name="Which country you are in")
    expect(country.get_by_role("radio", name="In the file: Ireland")).to_be_checked()
    expect(page.get_by_text(HOSTILE)).to_be_visible()
    points = page.get_by_role("group", name="What was picked, and the points")
    expect(points.get_by_role("radio", name="In the file: Memory and clear thinking (patient 25)")).to_be_checked()
    expect(points.get_by_text("What is the same in both is left out.")).to_be_visible()
    expect(points.get_by_text("Weight gain")).to_have_count(0)
    assert page.locator("img").count() == 0
    press(page, "Take all from the screen")
    expect(country.get_by_role("radio", name="On screen: United Kingdom")).to_be_checked()
    chosen = page.get_by_role("group", name="What do you choose?").get_by_role("radio")
    chosen.first.focus()
    page.keyboard.press("ArrowDown")
    wait_acknowledged(page)
    expect(chosen.last).to_be_checked()
    assert kept_record(page) == before
    press(page, "Join them")
    expect(
        page.get_by_text("Joined with visit-2.json. It brought 1 past treatment. Undo takes it back.")
    ).to_be_visible()
    expect(page.get_by_role("heading", name="Let's look at this together")).to_be_focused()
    joined = kept_record(page)
    assert (joined.country, joined.choice.why, joined.past.trials[-1].agent) == ("GB", HOSTILE, "mirtazapine")
    page.reload()
    page.wait_for_selector("html[data-trd-acknowledged]", state="attached", timeout=60_000)
    assert kept_record(page) == joined
    press(page, "Undo")
    assert kept_record(page) == before


def test_left_alone_or_loaded_again_in_the_middle_nothing_changes(page, server, tmp_path):
    open_example(page, server)
    before = kept_record(page)
    bring(page, tmp_path, other())
    press(page, "Leave it")
    expect(page.get_by_text("visit-2.json was left. What is on screen is as it was.")).to_be_visible()
    expect(page.get_by_role("navigation", name="Steps")).to_be_visible()
    assert kept_record(page) == before
    bring(page, tmp_path, other())
    press(page, "Join it with the one on screen")
    page.get_by_role("radio", name="In the file: Ireland").press("Space")
    wait_acknowledged(page)
    page.reload()
    page.wait_for_selector("html[data-trd-acknowledged]", state="attached", timeout=60_000)
    expect(page.get_by_text("To join them, open visit-2.json again.")).to_be_visible()
    expect(page.get_by_role("navigation", name="Steps")).to_be_visible()
    assert kept_record(page) == before


def test_a_copy_with_a_stop_shows_it_at_once_and_undo_does_not_lift_it(page, server, tmp_path):
    open_example(page, server)
    at = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    bring(page, tmp_path, other(safety={"checks": ({"plan": "yes", "answered_at": at},)}))
    expect(page.get_by_text("The safety stop holds in this file.")).to_be_visible()
    press(page, "Join it with the one on screen")
    press(page, "Join them")
    expect(page.get_by_role("heading", name="We stop here for now")).to_be_visible()
    press(page, "Undo")
    expect(page.get_by_role("heading", name="We stop here for now")).to_be_visible()
    stopped = kept_record(page)
    assert stopped.is_stopped
    assert stopped.past == example(LIBRARY).past


def test_the_question_and_the_differences_pass_axe_and_fit_every_width(page, server, tmp_path):
    open_example(page, server)
    bring(page, tmp_path, other())
    for name in ("bringing", "joining"):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert axe_violations(page) == [], (name, width)
        assert check_widths(page, name, tmp_path) == []
        if name == "bringing":
            press(page, "Join it with the one on screen")
