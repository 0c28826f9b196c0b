"""The last screen hands out each file once, writes none itself, and says what was made or why not."""

import io
import json
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.export.conftest import whole_record
from trd_sdm.app.model import SessionModel
from trd_sdm.app.pages.pictures import KEY as PICTURE
from trd_sdm.app.pages.pictures import WHICH
from trd_sdm.app.pages.take_home import KEY, TakeHomePage
from trd_sdm.evidence import load_library
from trd_sdm.export.files import EXPORTS
from trd_sdm.export.gathered import HandoutError
from trd_sdm.present.speech import slips
from trd_sdm.session.record import Record
from trd_sdm.session.saved import open_text

STARTS = {
    "handout": b"%PDF-1.7",
    "handout_large": b"%PDF-1.7",
    "take_home": "<!doctype html>",
    "record": "{",
    "note": "SHARED DECISION NOTE",
    "note_long": "SHARED DECISION NOTE",
    "fhir": "{",
    "csv": "option,option_name",
}


@pytest.fixture(scope="module")
def library():
    return load_library()


@pytest.fixture
def page(library):
    return TakeHomePage(SessionModel(library, whole_record(library)))


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.id)
def test_each_button_hands_out_its_file_with_the_day_and_nobodys_name(page, export):
    assert page.act(f"{KEY}{export.id}")
    (file,) = page.outbox
    assert file.content[: len(STARTS[export.id])] == STARTS[export.id]
    assert re.fullmatch(r"choosing-together(-[a-z-]+)?-\d{4}-\d\d-\d\d\.[a-z]+", file.name)
    assert file.kind == export.kind
    assert f"Saved as {file.name}" in page.said.html


def test_what_is_being_made_is_said_before_it_is_made(page, monkeypatch):
    said = []
    page.said.observe(lambda change: said.append(re.sub(r"<[^>]+>", "", change["new"])), names="html")
    page.act(f"{KEY}handout")
    assert said[0] == "Making the handout (PDF)..."
    page.act(f"{KEY}fhir")
    assert "Making the FHIR bundle..." in said


def test_nothing_is_written_on_the_server(page, monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a file was written")

    real = io.open

    def only_reading(file, mode="r", *args, **kwargs):
        assert not set(mode) & set("wax+"), f"{file} was opened for writing"
        return real(file, mode, *args, **kwargs)

    monkeypatch.setattr("builtins.open", only_reading)
    monkeypatch.setattr(io, "open", only_reading)
    monkeypatch.setattr(Path, "write_bytes", refuse)
    monkeypatch.setattr(Path, "write_text", refuse)
    for export in EXPORTS:
        page.act(f"{KEY}{export.id}")
    page.act(f"{PICTURE}png")
    assert len(page.outbox) == len(EXPORTS) + 1


STARTS_OF = {"svg": b"<svg", "png": b"\x89PNG"}


@pytest.mark.parametrize("form", STARTS_OF)
def test_the_chart_that_is_picked_is_handed_out(page, form):
    assert page.pictures.which.value == "fit"
    for option in page.pictures.which.options:
        page.model.put_aside(WHICH, option["id"])
        page.refresh()
        assert page.pictures.which.value == option["id"]
        if form == "svg" or option["id"] in ("fit", "calendar"):  # a drawing that is one is the other, only slower
            page.act(f"{PICTURE}{form}")
            stem = option["id"].replace(":", "-").replace("_", "-")
            assert page.outbox[-1].name == f"choosing-together-{stem}-{page.outbox[-1].name[-14:]}"
            assert page.outbox[-1].content.startswith(STARTS_OF[form])
            assert "Saved as" in page.said.html
    page.model.put_aside(WHICH, "chance:nothing")
    page.refresh()
    assert page.pictures.which.value == "fit"


def test_the_copy_opens_again_as_the_same_record(page, library):
    page.act(f"{KEY}record")
    opened = open_text(page.outbox[0].content, library)
    assert opened.record == page.model.record
    assert not opened.was_changed
    assert opened.stamp.saved_at is not None


def test_the_handout_and_the_bundle_are_whole(page):
    page.act(f"{KEY}handout")
    page.act(f"{KEY}fhir")
    assert "What we talked about" in PdfReader(io.BytesIO(page.outbox[0].content)).pages[0].extract_text()
    assert json.loads(page.outbox[1].content)["resourceType"] == "Bundle"


def test_what_cannot_be_made_is_told_and_hands_out_nothing(library, page, monkeypatch):
    empty = TakeHomePage(SessionModel(library, Record(library_version=library.version)))
    assert "There is no fit to draw: nothing was rated above 0." in empty.pictures.missing.html
    assert "There is no score to draw: no notes with a score yet." in empty.pictures.missing.html
    assert "Fit of each option" not in {option["label"] for option in empty.pictures.which.options}
    empty.act(f"{PICTURE}svg")
    assert [file.name.rsplit("-", 3)[0] for file in empty.outbox] == ["choosing-together-calendar"]

    def fails(*_, **__):
        raise HandoutError("the handout was not made: <b>")

    monkeypatch.setattr("trd_sdm.export.handout.handout", fails)
    page.act(f"{KEY}handout")
    assert "&lt;b&gt;" in page.said.html
    assert page.outbox == []


def test_while_the_stop_holds_only_a_note_is_made(library):
    record = whole_record(library)
    held = record.with_(safety={"checks": record.safety.model_dump()["checks"]})
    page = TakeHomePage(SessionModel(library, held))
    for export in EXPORTS:
        page.act(f"{KEY}{export.id}")
    page.act(f"{PICTURE}svg")
    assert "The safety stop holds" in page.said.html
    assert [file.name.rsplit("-", 3)[0] for file in page.outbox] == [
        "choosing-together-note",
        "choosing-together-note-long",
    ]


def test_a_key_of_another_screen_is_left_alone(page):
    assert not page.act("plan.add")
    assert page.outbox == []


def test_words_on_the_screen_are_short_and_steer_nobody(page, grade):
    for export in EXPORTS:
        assert not slips(f"{export.label}. {export.about}")
        assert len(export.about.split()) <= 20
    for option in page.pictures.which.options:
        assert not slips(option["label"])
    whole = " ".join(export.about for export in EXPORTS if export.whom == "person")
    assert grade(whole) <= 8
