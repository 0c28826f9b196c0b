"""The handout is tagged paper that tells the whole story, within four pages, whatever a person typed."""

import io
import re

import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from tests.export.conftest import DAY, whole_record
from trd_sdm.export.gathered import ExportStopped, gather
from trd_sdm.export.handout import NOT_PRINTED, handout, pages
from trd_sdm.present.disclaimer import DISCLAIMER
from trd_sdm.present.sources import address
from trd_sdm.session.examples import example
from trd_sdm.session.record import Record


def _read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def _text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in _read(pdf).pages).split())


def _tags(pdf: bytes) -> list[str]:
    """Names of the tags of the structure tree, in reading order."""
    found: list[str] = []

    def walk(node) -> None:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            for item in node:
                walk(item)
        elif isinstance(node, dict):
            if "/S" in node and node.get("/Type") != "/OBJR":
                found.append(node["/S"])
            if "/K" in node:
                walk(node["/K"])

    walk(_read(pdf).trailer["/Root"]["/StructTreeRoot"])
    return found


def _alts(pdf: bytes) -> list[str]:
    found: list[str] = []

    def walk(node) -> None:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            for item in node:
                walk(item)
        elif isinstance(node, dict):
            if node.get("/S") == "/Figure":
                found.append(str(node["/Alt"]))
            if "/K" in node:
                walk(node["/K"])

    walk(_read(pdf).trailer["/Root"]["/StructTreeRoot"])
    return found


@pytest.fixture(scope="module")
def pdf(held):
    return handout(held)


@pytest.fixture(scope="module")
def large(held):
    return handout(held, large=True)


def test_it_is_tagged_for_readers_of_every_kind(pdf):
    root = _read(pdf).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en"
    metadata = root["/Metadata"].get_data().decode("utf-8")
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>", metadata)
    assert "What we talked about" in metadata
    tags = _tags(pdf)
    assert tags.count("/H1") == 1
    assert {"/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/Figure", "/Link"} <= set(tags)
    (alt,) = _alts(pdf)
    assert alt.startswith("Fit shows how well each option meets what was rated")
    assert "CBT: fit" in alt


def test_it_tells_what_was_said_weighed_chosen_and_planned(pdf, held):
    text = _text(pdf)
    for said in (
        "I want to get back to my garden.",
        "Time with my children",
        "62 of 100 people feel much better; 38 do not",
        "We chose: Esketamine nasal spray.",
        "After 2 weeks (21 December 2026)",
        "Talk about ECT.",
        "Me, by 1 December 2026",
        "Walk the dog at nine",
        "The next 12 weeks",
        "Week 4, from 28 December 2026",
        "Can my sister come along?",
        "On the fridge, and with my sister",
        "Samaritans: call 116 123. Your clinic has not confirmed this number yet.",
        "A safety rule keeps this one out of the picture for now.",
        "Your clinician put it back and said why:",
        "Fluoxetine stops first; five weeks are planned.",
        DISCLAIMER,
        "Session mode: a clinician is with you.",
        "Evidence as of 23 November 2026.",
        "Made on 27 November 2026.",
    ):
        assert said in text, said
    assert held.library.version in text


def test_every_number_leads_to_a_source_or_says_what_it_is(pdf, held):
    text = _text(pdf)
    keys = {
        key
        for option in held.shown
        for criterion in held.record.criteria
        for key in held.library.estimate(option, criterion).sources
    }
    assert len(keys) > 20
    links = {
        annotation.get_object()["/A"]["/URI"]
        for page in _read(pdf).pages
        for annotation in page.get("/Annots", [])
        if "/A" in annotation.get_object()
    }
    for key in keys:
        assert address(held.library.bibliography[key]) in links, key
    assert "Where the numbers come from" in text


def test_it_takes_two_to_four_pages_and_large_print_as_many_as_it_needs(pdf, large):
    assert 2 <= len(_read(pdf).pages) <= 4
    assert len(_read(large).pages) > len(_read(pdf).pages)
    assert _tags(large).count("/H2") == _tags(pdf).count("/H2")


def most_of(record, criteria):
    """Seven options on seven things that matter, and every part of the plan filled in."""
    points = dict.fromkeys(criteria, 40)
    options = (*record.shortlist, "augment_lithium")
    return record.with_(shortlist=options, criteria=criteria, weights={"patient": points, "clinician": points})


CHANCES = ("response", "staying_well", "well_at_six_months", "stop_side_effects", "onset", "weight_gain", "own_1")


@pytest.mark.parametrize("country", ["GB", "US"])  # A4 and letter
@pytest.mark.parametrize("chances", [False, True])
def test_the_most_that_can_be_compared_stays_within_four_pages(record, library, country, chances):
    criteria = CHANCES if chances else (*record.criteria, "onset", "cost_tier")
    held = gather(most_of(record, criteria).with_(country=country), library, on=DAY)
    made = handout(held)
    assert pages(made) == len(_read(made).pages)
    assert len(_read(made).pages) <= 4
    text = _text(made)
    assert all(library.options[option].short_name in text for option in held.shown)
    assert "The fit says how well each option meets" in text
    assert "Where the numbers come from" in text
    assert "Likely range" in text or "Band: likely range" in text


def test_where_there_is_room_the_fits_stand_in_a_drawing_and_in_a_table(library):
    for record in (whole_record(library), example(library)):
        text = _text(handout(gather(record, library, on=DAY)))
        assert "Band: likely range" in text
        assert "Likely range" in text
        assert "Not known" in text


def test_what_is_too_long_for_four_pages_keeps_its_drawing_and_its_table(record, library):
    more = (*record.shortlist, "augment_lithium", "switch_antidepressant", "tricyclic", "ipt", "iv_ketamine")
    made = handout(gather(most_of(record, CHANCES).with_(shortlist=more), library, on=DAY))
    assert len(_read(made).pages) > 4
    assert "Band: likely range" in _text(made)
    assert "Not known" in _text(made)


def test_a_long_word_of_a_concern_stays_in_its_column(library):
    held = gather(whole_record(library, concern="W" * 40), library, on=DAY)
    text = "".join(page.extract_text() for page in _read(handout(held)).pages)
    assert "W" * 40 in re.sub(r"[\s\u200b]+", "", text)
    assert re.search(r"(?<!W)W{5,39}(?!W)", text.replace("\u200b", ""))


def test_the_same_record_on_the_same_day_gives_the_same_pages(pdf, held):
    assert handout(held) == pdf


def test_an_empty_record_makes_paper_with_room_to_write_on(empty):
    text = _text(handout(empty))
    assert "A made-up case, for learning." in text
    assert "Nothing was picked as mattering yet." in text
    assert "Nothing was decided yet. That is all right." in text
    assert "We meet on" in text
    assert "Left open for now: what we try" in " ".join(text.split())
    assert "None" not in text


def test_an_empty_record_is_short(library):
    record = Record(library_version=library.version, mode="session", country="US")
    assert 1 <= len(_read(handout(gather(record, library, on=DAY))).pages) <= 2


def test_while_the_stop_holds_there_is_no_handout(stopped):
    with pytest.raises(ExportStopped):
        handout(stopped)


def test_signs_of_markup_come_out_as_they_were_typed(library):
    typed = '#set page(fill: red) $x^2$ \\ @ref `code` <b>bold</b> *star* _under_ = head // gone [x] "q" ~ ---'
    names = ("visit", "why", "target", "point", "helps", "task", "question", "safety_plan", "put_back")
    record = whole_record(library, **{name: f"{name} {typed}" for name in names}, concern="#x[*a*] $b$ \\ @c `d` <e>")
    pages = handout(gather(record, library, on=DAY))
    text = _text(pages)
    for name in names:
        assert f"{name} {typed}" in text, name
    assert "#x[*a*] $b$ \\ @c `d` <e>" in text
    assert _tags(pages).count("/H1") == 1


def test_ten_thousand_signs_are_printed_whole(library):
    long = " ".join(f"w{number:04d}" for number in range(83))[:500]
    record = whole_record(library, visit=long)
    tasks = [{"who": "patient", "what": f"{place} {long[:490]}"} for place in range(12)]
    questions = tuple(f"{place} {long[:490]}" for place in range(8))
    plan = record.plan.model_dump() | {"tasks": tasks, "questions": questions}
    text = _text(handout(gather(record.with_(plan=plan), library, on=DAY)))
    assert text.count("w0079") == 21


@pytest.mark.parametrize(
    "typed",
    ["日本語で話す 中文", "ready 😀 now", "1️⃣ 👩‍⚕️ 🏳️‍🌈 🇬🇧 👍🏽", "\u0000\u202eturned", "مرحبا", "שלום", "\ue000 private"],
)
def test_signs_of_every_script_are_printed_or_boxed_and_never_stop_it(library, typed):
    pages = handout(gather(whole_record(library, visit=f"Start {typed} end"), library, on=DAY))
    text = _text(pages)
    assert "Start" in text
    assert "end" in text
    assert "\u202e" not in text
    if "\u25a1" in text:
        assert NOT_PRINTED in text


def test_a_picture_sign_in_the_drawing_does_not_stop_the_paper(library):
    text = _text(handout(gather(whole_record(library, concern="Home 👩⚕️🏳️🌈"), library, on=DAY)))
    assert "Home" in text
    assert NOT_PRINTED in text


def test_nothing_typed_is_part_of_the_layout(held, monkeypatch):
    """Whatever the record says, Typst compiles the same source, byte for byte."""
    import typst

    seen = []
    compile_ = typst.compile
    monkeypatch.setattr(typst, "compile", lambda source, **more: seen.append(source) or compile_(source, **more))
    handout(held)
    assert len(set(seen)) == 1
    assert b"garden" not in seen[0]
