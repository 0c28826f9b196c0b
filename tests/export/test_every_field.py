"""Every field a person types in, found in the schema itself, takes hostile words and gives them back as words only."""

import copy
import csv
import io
import json

import pytest
from fhir.resources.R4B.bundle import Bundle

from tests.export.conftest import DAY, whole_record
from tests.export.test_hostile import _strings, _Tags
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.evidence import load_library
from trd_sdm.export.comparison import comparison_csv
from trd_sdm.export.fhir import fhir_bundle
from trd_sdm.export.free_text import STARTS_A_FORMULA, TURNS
from trd_sdm.export.gathered import gather
from trd_sdm.export.handout import handout, pages
from trd_sdm.export.note import note
from trd_sdm.export.pictures import chart_file
from trd_sdm.export.take_home import take_home
from trd_sdm.session.merge import merge
from trd_sdm.session.record import Record
from trd_sdm.session.record_file import RecordError
from trd_sdm.session.saved import open_text, to_file
from trd_sdm.session.week_csv import read_csv, to_csv

LIBRARY = load_library()
NOT_TYPED = {("library_version",), ("facts", "drugs", "*", "name"), ("facts", "planned", "*", "*")}
"""The evidence's name, and drugs, which are picked from a list or match nothing and are shown nowhere."""
ONE_LINE = {("concerns", "*", "text"), ("clinic", "name"), ("clinic", "money")}
"""Fields that take printed letters only."""
HTML = "</script><img src=x onerror=alert(1)>"
PAYLOADS = {
    "html": HTML,
    "typst": '#panic("x") $x^2$ \\ @ref `raw` *b*',
    "formula": "=1+1",
    "formula after a space": " =1+1",
    "wide formula": "\uff1d1+1",
    "turned": "\u202e\u2066tfel\u2069\u200f",
    "nul": "a\x00b\x07c\x1b[31m",
    "emoji": "👩‍⚕️🏳️‍🌈 ok",
    "longest": "long. ",
}


def typed_fields():
    """Every text of a record that is neither a word of a list, nor a key, nor a day: its place and its length."""
    schema = Record.model_json_schema()

    def walk(part, at, seen):
        if "$ref" in part:
            name = part["$ref"].rsplit("/", 1)[1]
            if name not in seen:
                yield from walk(schema["$defs"][name], at, (*seen, name))
            return
        for choice in part.get("anyOf", ()):
            yield from walk(choice, at, seen)
        if part.get("type") == "string" and not {"enum", "const", "pattern", "format"} & set(part):
            yield at, part["maxLength"]
        for name, inner in part.get("properties", {}).items():
            yield from walk(inner, (*at, name), seen)
        for held in ("items", "additionalProperties"):
            if isinstance(part.get(held), dict):
                yield from walk(part[held], (*at, "*"), seen)

    return {at: most for at, most in walk(schema, (), ()) if at not in NOT_TYPED}


FIELDS = typed_fields()


def whole():
    """A record in which every such field is filled in."""
    data = json.loads(whole_record(LIBRARY).to_json())
    course = {"option": "rtms", "started_on": "2026-10-12", "agent": "left side", "plan": copy.deepcopy(data["plan"])}
    entry = {"on": "2026-11-23", "note": "Better.", "scores": [{"measure": "phq9", "score": 7.0}]}
    course["ended_on"] = course["started_on"]
    course["decision"] = {
        "choice": {"option": "ect", "why": "x", "together": "yes"},
        "leanings": {"disagrees": "x"},
        "sure": {"sure": 1},
    }
    data["tracking"] = {"courses": [course], "entries": [entry]}
    data["clinic"] = {"name": "North clinic", "money": "EUR", "as_of": "2026-11-01"}
    data["past"]["trials"][0]["augmenting"] = "venlafaxine"
    for part in ("lookalikes", "contributors"):
        known = getattr(load_clinical(), part).items
        data[part]["notes"] = {next(iter(known)): "Asked about."}
    data["adherence"]["note"] = data["residual"]["note"] = "Nights are short."
    return data


def put(value, at, words, done):
    """Put words at every place of a pattern, and count them."""
    if isinstance(value, dict):
        for name in value:
            here = (*at, name) if (*at, name) in KNOWN_STARTS else (*at, "*")
            if here in FIELDS and isinstance(value[name], str):
                value[name] = words(here)
                done.add(here)
            else:
                put(value[name], here, words, done)
    elif isinstance(value, list):
        for place, item in enumerate(value):
            here = (*at, "*")
            if here in FIELDS and isinstance(item, str):
                value[place] = words(here)
                done.add(here)
            else:
                put(item, here, words, done)
    return value


KNOWN_STARTS = {at[:length] for at in FIELDS for length in range(1, len(at) + 1)}


def filled(kind):
    payload = PAYLOADS[kind]

    def words(at):
        text = (payload * 500)[: FIELDS[at]] if kind == "longest" else payload[: FIELDS[at]]
        if at in ONE_LINE:
            text = "".join(letter for letter in text if letter.isprintable() and letter not in TURNS)
        return text.strip() if at in ONE_LINE and text.strip() else text

    done = set()
    return put(whole(), (), words, done), done


def test_every_field_a_person_types_in_is_tried():
    assert len(FIELDS) > 35
    assert filled("html")[1] == set(FIELDS)


@pytest.fixture(scope="module", params=PAYLOADS)
def hostile(request):
    record = open_text(json.dumps(filled(request.param)[0]), LIBRARY).record
    return request.param, gather(record, LIBRARY, on=DAY)


@pytest.fixture(scope="module")
def plain():
    data = put(whole(), (), lambda _: "word", set())
    return gather(open_text(json.dumps(data), LIBRARY).record, LIBRARY, on=DAY)


def test_the_note_has_no_line_more(hostile, plain):
    said = note(hostile[1], long=True)
    assert [line for line in said.splitlines() if line.isupper()] == [
        line for line in note(plain, long=True).splitlines() if line.isupper()
    ]
    assert len(said.splitlines()) == len(note(plain, long=True).splitlines())
    assert not TURNS & set(said)
    assert all(letter.isprintable() or letter == "\n" for letter in said.replace("\u200d", ""))


def test_the_page_has_no_tag_more(hostile, plain):
    made = take_home(hostile[1])
    assert _Tags(made).tags == _Tags(take_home(plain)).tags
    assert HTML not in made
    assert "\x00" not in made


def test_no_cell_is_a_formula(hostile):
    kind, held = hostile
    table, weeks = comparison_csv(held), to_csv(held.record.tracking, held.clinical)
    for row in (*csv.reader(io.StringIO(table)), *csv.reader(io.StringIO(weeks))):
        for cell in row:
            number = cell.lstrip("-").replace(".", "", 1).replace("e-", "", 1).isdigit()
            assert number or not cell.lstrip().startswith(STARTS_A_FORMULA), (kind, cell)


def test_the_table_of_weeks_comes_back_as_it_was(hostile):
    kind, held = hostile
    back = read_csv(to_csv(held.record.tracking, held.clinical), held.clinical)
    assert len(back) == 1
    assert back[0].scores == held.record.tracking.entries[0].scores
    if kind in ("html", "typst", "formula", "longest"):
        assert back[0].note == held.record.tracking.entries[0].note


def test_the_paper_is_made(hostile):
    assert pages(handout(hostile[1])) >= 2


def test_the_bundle_holds_strings(hostile):
    made = fhir_bundle(hostile[1], with_handout=False)
    Bundle.model_validate_json(made)
    assert not any(TURNS & set(text) for text in _strings(json.loads(made)))


def test_the_picture_holds_nothing_that_runs(hostile):
    drawn = chart_file(hostile[1], "patient", "svg").decode()
    assert not {tag for tag, _ in _Tags(drawn).tags} & {"script", "image", "img", "foreignobject", "style"}


def test_the_copy_opens_as_it_was_and_merges_with_itself(hostile):
    record = hostile[1].record
    assert open_text(to_file(record, LIBRARY), LIBRARY).record == record
    assert merge(record, record) == record


@pytest.mark.parametrize("at", FIELDS, ids=".".join)
def test_ten_thousand_letters_are_refused_with_their_place_and_the_limit(at):
    data = put(whole(), (), lambda here: "y" * 10_000 if here == at else "word", set())
    with pytest.raises(RecordError) as refused:
        open_text(json.dumps(data), LIBRARY, "copy.json")
    told = [str(fault) for fault in refused.value.faults]
    assert any(at[0] in line and str(FIELDS[at]) in line for line in told), told
    assert all(len(line) < 1000 for line in told)
