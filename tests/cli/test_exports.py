"""Each export from the command line: made from a saved record, never over another file, never half."""

import datetime as dt

import pytest
from pypdf import PdfReader

from tests.export.conftest import whole_record
from trd_sdm.evidence import load_library
from trd_sdm.session.examples import example, example_text
from trd_sdm.session.record import Record
from trd_sdm.session.saved import open_file

MADE = {
    ("csv", "table.csv"): b"option,option_name",
    ("handout", "handout.pdf"): b"%PDF-1.7",
    ("take-home", "page.html"): b"<!doctype html>",
    ("fhir", "bundle.json"): b'{\n "resourceType": "Bundle"',
    ("record", "copy.json"): b'{\n "schema_version": 2,',
    ("chart", "fit.svg"): b"<svg",
    ("chart", "fit.png"): b"\x89PNG",
}


@pytest.fixture(scope="module")
def library():
    return load_library()


@pytest.fixture
def saved(tmp_path, library):
    path = tmp_path / "record.json"
    path.write_text(whole_record(library).to_json(), encoding="utf-8")
    return path


@pytest.fixture
def stopped(tmp_path, library):
    record = whole_record(library)
    path = tmp_path / "stopped.json"
    held = record.with_(safety={"checks": record.safety.model_dump()["checks"]})
    path.write_text(held.to_json(), encoding="utf-8")
    return path


def test_the_note_goes_to_the_screen_or_to_a_file(run, saved, tmp_path):
    shown = run("note", saved, "--on", "2026-11-27")
    assert shown.exit_code == 0
    assert "Note made for 2026-11-27." in shown.stdout
    written = run("note", saved, "--on", "2026-11-27", "-o", tmp_path / "note.txt")
    assert written.exit_code == 0
    assert (tmp_path / "note.txt").read_text(encoding="utf-8") == shown.stdout
    assert written.stdout == ""
    assert "wrote" in written.stderr
    assert len(run("note", saved, "--long").stdout) > len(shown.stdout)


@pytest.mark.parametrize(("command", "name"), MADE)
def test_each_export_is_written_where_it_is_asked_for(run, saved, tmp_path, command, name):
    result = run(command, saved, "-o", tmp_path / name)
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / name).read_bytes().startswith(MADE[command, name])


@pytest.mark.parametrize(("command", "name"), MADE)
def test_while_the_stop_holds_only_the_note_is_made(run, stopped, tmp_path, command, name):
    result = run(command, stopped, "-o", tmp_path / name)
    assert result.exit_code == 2
    assert "The safety stop holds, so nothing but the note is made." in result.stderr
    assert not (tmp_path / name).exists()
    assert "SAFETY STOP HOLDS" in run("note", stopped).stdout


def test_no_file_is_written_over_unless_asked_and_the_record_never(run, saved, tmp_path):
    there = tmp_path / "there.txt"
    there.write_text("mine", encoding="utf-8")
    refused = run("note", saved, "-o", there)
    assert refused.exit_code == 2
    assert "this file is there already; give another name, or --force to write over it" in refused.stderr
    assert there.read_text(encoding="utf-8") == "mine"
    assert run("note", saved, "-o", there, "--force").exit_code == 0
    assert there.read_text(encoding="utf-8") != "mine"
    before = saved.read_bytes()
    onto = run("note", saved, "-o", saved, "--force")
    assert onto.exit_code == 2
    assert "this is the record itself" in onto.stderr
    assert saved.read_bytes() == before


@pytest.mark.parametrize(("to", "told"), [(".", "this is a folder; give a file"), ("no/such/note.txt", "is not there")])
def test_a_place_that_cannot_be_written_is_named(run, saved, tmp_path, to, told):
    result = run("note", saved, "-o", tmp_path / to)
    assert result.exit_code == 2
    assert told in result.stderr


def test_a_record_that_does_not_open_is_told_with_its_place(run, tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_text('{"schema_version": 2, "library_version": "1", "shortlist": ["ect"]}', encoding="utf-8")
    result = run("note", broken)
    assert result.exit_code == 2
    assert "shortlist" in result.stderr
    assert "Traceback" not in result.stderr
    assert run("note", tmp_path / "none.json").exit_code == 2


def test_a_day_that_is_none_is_refused(run, saved):
    result = run("note", saved, "--on", "27.11.2026")
    assert result.exit_code == 2
    assert "write it as YYYY-MM-DD" in result.stderr


def test_large_print_is_larger(run, saved, tmp_path):
    run("handout", saved, "-o", tmp_path / "normal.pdf")
    run("handout", saved, "-o", tmp_path / "large.pdf", "--large")
    assert len(PdfReader(tmp_path / "large.pdf").pages) > len(PdfReader(tmp_path / "normal.pdf").pages)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--whose", "nobody", "-o", "fit.svg"), "'nobody' is nobody; allowed are patient, clinician, shared"),
        (("-o", "fit.jpg"), "a chart is an .svg or a .png file"),
    ],
)
def test_a_chart_that_cannot_be_drawn_is_refused_in_a_sentence(run, saved, words, told):
    result = run("chart", saved, *words)
    assert result.exit_code == 2
    assert told in result.stderr


@pytest.mark.parametrize("which", ["first", "burden", "changes", "calendar", "chance:response", "number:own_1"])
def test_any_chart_of_a_record_can_be_drawn(run, saved, tmp_path, which):
    made = tmp_path / "chart.svg"
    result = run("chart", saved, "--which", which, "-o", made)
    assert result.exit_code == 0, result.stderr
    assert made.read_bytes().startswith(b"<svg")


def test_a_chart_there_is_not_writes_nothing_and_says_what_there_is(run, saved, tmp_path):
    made = tmp_path / "chart.svg"
    result = run("chart", saved, "--which", "pie", "-o", made)
    assert result.exit_code == 2
    assert "'pie' is no chart of this record; allowed are fit, first, burden, changes, calendar" in result.stderr
    assert "no notes with a score yet" in run("chart", saved, "--which", "course", "-o", made).stderr
    assert not made.exists()


def test_nothing_rated_gives_no_chart_and_says_why(run, tmp_path, library):
    path = tmp_path / "empty.json"
    path.write_text(Record(library_version=library.version).to_json(), encoding="utf-8")
    result = run("chart", path, "-o", tmp_path / "fit.svg")
    assert result.exit_code == 2
    assert "nothing was rated above 0" in result.stderr


def test_the_case_that_ships_is_saved_anew_with_its_checksum_and_does_its_sums_again(run, tmp_path, library):
    case, copy = tmp_path / "case.json", tmp_path / "copy.json"
    case.write_text(example_text(), encoding="utf-8")
    assert run("replay", case).exit_code == 2
    assert "trd-sdm record" in run("replay", case).stderr
    assert run("record", case, "-o", copy).exit_code == 0
    opened = open_file(copy, library)
    assert opened.record == example(library)
    assert not opened.was_changed
    assert opened.stamp.numbers
    again = run("replay", copy)
    assert again.exit_code == 0
    assert again.stdout.startswith("Identical: 5 options")


def test_a_copy_made_for_another_day_names_that_day_and_one_made_today_its_minute(run, tmp_path, library):
    case, copy = tmp_path / "case.json", tmp_path / "copy.json"
    case.write_text(example_text(), encoding="utf-8")
    assert run("record", case, "-o", copy, "--on", "2026-11-01").exit_code == 0
    assert open_file(copy, library).stamp.made == dt.date(2026, 11, 1)
    assert run("record", case, "-o", copy, "--force").exit_code == 0
    assert open_file(copy, library).stamp.saved_at is not None
