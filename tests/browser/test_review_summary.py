"""The review on one screen: what to put right, where each option stands, and putting one back with a reason."""

from pathlib import Path

import pytest
from browser_harness import axe_violations, check_widths, wait_acknowledged
from playwright.sync_api import expect
from session_steps import go_to, kept_record, open_record, shown_fits

from trd_sdm.evidence import load_library
from trd_sdm.session.record import Record

pytestmark = pytest.mark.browser

FOUND = "Before we choose: what we found"


@pytest.fixture
def server(serve_notebook):
    return serve_notebook(Path(__file__).parents[2] / "notebooks" / "session.ipynb")


@pytest.fixture
def reviewed():
    return Record(
        library_version=load_library().version,
        seed=7,
        shortlist=("stay_optimise", "ect", "rtms", "maoi"),
        criteria=("response", "memory_thinking"),
        weights={"patient": {"response": 80, "memory_thinking": 60}},
        facts={"answers": {"metal_near_coil": "yes"}, "drugs": [{"name": "venlafaxine"}]},
        lookalikes={"answers": {"ptsd": "positive"}},
    )


def test_what_a_rule_rules_out_leaves_the_picture_and_comes_back_with_a_reason(page, server, tmp_path, reviewed):
    open_record(page, server, reviewed, tmp_path)
    go_to(page, "Weigh", heading="How do the options fit?")
    assert "rTMS" not in shown_fits(page)
    go_to(page, "Before we choose", screen="Summary", heading=FOUND)
    expect(page.get_by_text("The magnet could move it or heat it.").filter(visible=True).first).to_be_visible()
    page.get_by_role("button", name="Put rTMS back").press("Enter")
    expect(page.get_by_text("Write the reason first.")).to_be_visible()
    assert kept_record(page).put_back == {}
    page.get_by_role("textbox", name="Clinician: why put rTMS back?").fill("<i>The plate is titanium.</i>")
    page.get_by_role("button", name="Put rTMS back").press("Enter")
    expect(page.get_by_text("Put back by the clinician: <i>The plate is titanium.</i>")).to_be_visible()
    wait_acknowledged(page)
    assert kept_record(page).put_back == {"rtms": "<i>The plate is titanium.</i>"}
    go_to(page, "Weigh", heading="How do the options fit?")
    assert "rTMS" in shown_fits(page)
    go_to(page, "Before we choose", screen="Summary", heading=FOUND)
    page.get_by_role("button", name="Leave rTMS out again").press("Enter")
    expect(page.get_by_role("button", name="Put rTMS back")).to_be_visible()
    wait_acknowledged(page)
    assert kept_record(page).put_back == {}


def test_where_only_a_gap_is_in_the_way_the_reason_names_the_gap(page, server, tmp_path, reviewed):
    open_record(page, server, reviewed, tmp_path)
    go_to(page, "Before we choose", screen="Summary", heading=FOUND)
    reason = page.get_by_role("textbox", name="Clinician: why put MAOI back?")
    gap = "Not while you take venlafaxine. Not before 14 days after the last dose. Never stop a drug on your own."
    expect(reason).to_have_value(f"After the gap between drugs. {gap}")
    page.get_by_role("button", name="Put MAOI back").press("Enter")
    wait_acknowledged(page)
    assert kept_record(page).put_back["maoi"].startswith("After the gap between drugs.")


def test_the_summary_is_accessible_and_fits_three_widths(page, server, tmp_path, reviewed):
    open_record(page, server, reviewed, tmp_path)
    go_to(page, "Before we choose", screen="Summary", heading=FOUND)
    expect(page.get_by_text("Therapy that works with the trauma comes before drugs for PTSD.").first).to_be_visible()
    assert axe_violations(page) == []
    assert check_widths(page, "review", tmp_path) == []
