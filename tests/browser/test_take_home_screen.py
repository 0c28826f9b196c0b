"""The last screen as a person uses it: press a button, get a file."""

import re
from pathlib import Path

import pytest
from browser_harness import axe_violations, check_widths, wait_acknowledged
from playwright.sync_api import expect
from pypdf import PdfReader
from session_steps import go_to, kept_record, open_record

from tests.export.conftest import whole_record
from trd_sdm.app.screens import PAGES
from trd_sdm.evidence import load_library
from trd_sdm.session.record_file import parse_record

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
HEADING = "What would you like to take along?"


@pytest.fixture
def server(serve_notebook):
    return serve_notebook(ROOT / "notebooks" / "session.ipynb")


def _download(page, button, folder):
    with page.expect_download() as got:
        page.get_by_role("button", name=button, exact=True).press("Enter")
    wait_acknowledged(page)
    path = folder / got.value.suggested_filename
    got.value.save_as(path)
    return path


def test_files_reach_the_browser_whole(page, server, tmp_path):
    open_record(page, server, whole_record(load_library()), tmp_path)
    go_to(page, "Check and take home", heading=HEADING, screen="Take home" if "sure" in PAGES else None)
    handout = _download(page, "Handout (PDF)", tmp_path)
    assert re.fullmatch(r"choosing-together-handout-\d{4}-\d\d-\d\d\.pdf", handout.name)
    assert "We chose: Esketamine nasal spray." in " ".join(one.extract_text() for one in PdfReader(handout).pages)
    expect(page.get_by_text(f"Saved as {handout.name}, where your browser keeps downloads.")).to_be_visible()
    home = _download(page, "Page to try at home", tmp_path)
    assert home.read_text(encoding="utf-8").startswith("<!doctype html>")
    note = _download(page, "Short note", tmp_path)
    assert "I want to get back to my garden." in note.read_text(encoding="utf-8")
    copy = _download(page, "Copy of this talk", tmp_path)
    assert parse_record(copy.read_text(encoding="utf-8"), load_library()) == kept_record(page)
    assert _download(page, "Save as PNG", tmp_path).read_bytes().startswith(b"\x89PNG")
    page.get_by_label("Which chart?").select_option(label="100 people: Feeling much better")
    wait_acknowledged(page)
    chances = _download(page, "Save as SVG", tmp_path)
    assert re.fullmatch(r"choosing-together-chance-response-\d{4}-\d\d-\d\d\.svg", chances.name)
    assert "100 people feel much better" in chances.read_text(encoding="utf-8")
    expect(page.get_by_role("button", name="Print this page")).to_be_visible()
    assert axe_violations(page) == []
    assert check_widths(page, "take-home", tmp_path) == []
