"""Hostile words in every field a person types in come out of every export as words, and as nothing else."""

import csv
import io
import json
from html.parser import HTMLParser

import pytest
from fhir.resources.R4B.bundle import Bundle
from pypdf import PdfReader

from tests.export.conftest import DAY, whole_record
from trd_sdm.export.comparison import comparison_csv
from trd_sdm.export.fhir import fhir_bundle
from trd_sdm.export.free_text import STARTS_A_FORMULA, one_line
from trd_sdm.export.gathered import gather
from trd_sdm.export.handout import handout
from trd_sdm.export.note import note
from trd_sdm.export.take_home import take_home

NAMES = (
    *("visit", "why", "disagrees", "put_back", "trial", "target", "point", "helps", "partly", "not", "due", "task"),
    *("anchor", "contact", "question", "safety_plan", "by", "done"),
)
SHORT = {"concern": 40, "agent": 80, "check": 64}
PAYLOADS = {
    "html": "</p></script><script>alert(1)</script><img src=x onerror=alert(1)><style>*{display:none}</style>&amp;\"'",
    "typst": '#{ panic("x") } #import "@preview/x:1.0.0" $ a^b $ \\ @ref <lab> `raw` ```x``` = H *b* _i_ // c /* d */',
    "formula": '=HYPERLINK("http://x";"y")|cmd|/C calc!A0 +1 -1 @SUM(1)',
    "plus": "+1+1",
    "at": "@SUM(A1:A9)",
    "tab": "\t=1+1",
    "template": "{{ 7*7 }} {% raw %} ${7*7} %s {0} \\x41",
    "turned": "\u202e\u2066abc\u2069\u200f def \u061c",
    "lines": "first\nSAFETY\nSTOP HOLDS\r\n\u2028PLAN\u2029end",
}


class _Tags(HTMLParser):
    """The tags of a page with their attributes' names, and its text outside scripts."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, tuple(name for name, _ in attributes)))


@pytest.fixture(scope="module", params=PAYLOADS)
def hostile(request, library):
    typed = PAYLOADS[request.param]
    short = {name: "".join(typed.split("\n"))[:most].strip() or "x" for name, most in SHORT.items()}
    short["concern"] = "".join(sign for sign in short["concern"] if sign.isprintable()) or "x"
    record = whole_record(library, **dict.fromkeys(NAMES, typed), **short)
    return typed, gather(record, library, on=DAY)


@pytest.fixture(scope="module")
def harmless(library):
    """The same talk in harmless words; its first drug is one no table knows, as the hostile ones are."""
    return gather(whole_record(library, agent="something else"), library, on=DAY)


def test_the_note_has_its_own_lines_only(hostile, harmless):
    typed, found = hostile
    said, plain = note(found, long=True).splitlines(), note(harmless, long=True).splitlines()
    assert len(said) == len(plain)
    assert [line for line in said if line.isupper()] == [line for line in plain if line.isupper()]
    assert f'In the person\'s words: "{one_line(typed)}"' in said


def test_no_cell_of_the_table_is_a_formula(hostile):
    _, found = hostile
    for row in csv.reader(io.StringIO(comparison_csv(found))):
        for cell in row:
            number = cell.lstrip("-").replace(".", "", 1).replace("e-", "", 1).isdigit()
            assert number or not cell.lstrip().startswith(STARTS_A_FORMULA), cell


def test_the_page_has_no_tag_and_no_attribute_more(hostile, harmless):
    _, found = hostile
    assert _Tags(take_home(found)).tags == _Tags(take_home(harmless)).tags


def test_the_paper_shows_the_signs_as_they_were_typed(hostile):
    typed, found = hostile
    read = PdfReader(io.BytesIO(handout(found)))
    text = "".join("".join(page.extract_text().split()) for page in read.pages)
    wanted = "".join(one_line(typed).split()).replace("\u2028", "").replace("\u2029", "")
    assert text.count(wanted) >= 8


def test_the_bundle_holds_strings(hostile):
    typed, found = hostile
    made = fhir_bundle(found, with_handout=False)
    Bundle.model_validate_json(made)
    strings = [one_line(value) for value in _strings(json.loads(made))]
    assert sum(one_line(typed) in value for value in strings) >= 8


def _strings(value):
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(item)
