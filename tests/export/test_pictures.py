"""The chart as a file says what it is made with, draws the same twice, and lets nothing typed become a drawing."""

import re
import struct
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from tests.export.conftest import DAY, whole_record
from trd_sdm.export.drawings import drawings
from trd_sdm.export.gathered import ExportStopped, gather
from trd_sdm.export.pictures import chart_file, fit_svg
from trd_sdm.present.charts import fit
from trd_sdm.session.examples import example


def _said(svg: bytes) -> list[str]:
    root = ET.fromstring(svg)  # noqa: S314 -- see above
    return ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]


def test_the_picture_holds_the_fits_in_words_and_what_it_is_made_with(held):
    said = _said(chart_file(held, "patient", "svg"))
    for option in held.appraisal.options:
        assert any(fit.fit_words(held.appraisal.roles["patient"], option) in text for text in said)
    whole = " ".join(said)
    for words in ("Session mode", held.library.version, "23 November 2026", "It is not medical advice."):
        assert words in whole
    assert "With the patient's ratings" in whole
    assert "With the clinician's ratings" in " ".join(_said(chart_file(held, "clinician", "svg")))


def test_the_same_picture_is_drawn_twice(held):
    assert fit_svg(held, "patient") == fit_svg(held, "patient")
    assert chart_file(held, "shared", "png") == chart_file(held, "shared", "png")


def test_a_png_is_large_enough_for_paper(held):
    made = chart_file(held, "patient", "png")
    width, height = struct.unpack(">II", made[16:24])
    assert width >= 1400
    assert height >= 800


def test_what_was_typed_is_text_in_the_drawing(library):
    typed = "<script>x</script>\"&'#a url(#clip9)"
    held = gather(whole_record(library, concern=typed), library, on=DAY)
    svg = chart_file(held, "patient", "svg")
    assert any(typed in text for text in _said(svg))
    assert not re.search(rb"<script", svg)


def test_nothing_is_drawn_while_the_stop_holds_or_nothing_is_rated(stopped, empty):
    with pytest.raises(ExportStopped):
        chart_file(stopped, "patient", "svg")
    with pytest.raises(ValueError, match="nothing was rated above 0"):
        chart_file(empty, "patient", "svg")


def test_every_chart_of_a_record_is_drawn_whole_and_says_what_it_is_made_with(library):
    for record in (whole_record(library), example(library)):
        held = gather(record, library, on=DAY)
        for name, drawing in drawings(held, "patient").items():
            if drawing.why_not:
                continue
            svg = chart_file(held, "patient", "svg", name)
            whole = " ".join(_said(svg))
            assert held.library.version in whole, name
            assert "It is not medical advice." in whole, name
            assert "NaN" not in svg.decode(), name
            assert "undefined" not in whole, name
            assert not re.search(rb"<(script|foreignObject|image)|href=", svg), name


def test_each_chart_holds_its_own_words(library):
    held = gather(example(library), library, on=DAY)
    said = {name: " ".join(_said(chart_file(held, "patient", "svg", name))) for name in drawings(held, "patient")}
    kinds = ("fit", "first", "burden", "changes", "calendar", "chance:response", "number:own_1", "course:phq9")
    assert set(kinds) <= set(said)
    assert "18 of 100" in said["first"]
    assert "To the right: more burden." in said["burden"]
    assert "over 56: rTMS" in said["changes"]
    assert "Week 1 starts on 12 October 2026." in said["calendar"]
    assert "47 of 100 people feel much better" in said["chance:response"]
    assert "53 do not" in said["chance:response"]
    assert "not rated yet" in said["number:own_1"]
    assert "PHQ-9, week by week" in said["course:phq9"]


def test_chance_stands_beside_a_single_burden_where_no_harm_or_load_is_rated(library):
    record = whole_record(library).with_(weights={"patient": {"response": 80}})
    svg = chart_file(gather(record, library, on=DAY), "patient", "svg", "burden")
    said = " ".join(_said(svg))
    assert "Memory and clear thinking" in said
    assert "Not in this picture, since there is no good data: MAOI and Esketamine spray." in said
    assert "as weighed" not in said
    assert "With the patient's ratings" not in said


def test_a_chart_there_is_not_is_refused_with_what_is_allowed(library, empty):
    held = gather(example(library), library, on=DAY)
    with pytest.raises(ValueError, match=r"'pie' is no chart of this record; allowed are fit, first, burden"):
        chart_file(held, "patient", "svg", "pie")
    with pytest.raises(ValueError, match="no notes with a score yet"):
        chart_file(empty, "patient", "svg", "course")
    unranked = gather(example(library).with_(shortlist=("stay_optimise",)), library, on=DAY)
    assert drawings(unranked, "patient")["calendar"].why_not == ""


def test_what_comes_ahead_is_not_offered_where_nothing_is_ranked(library):
    held = gather(example(library), library, on=DAY)
    assert drawings(held, "patient")["changes"].why_not == ""
    held = replace(held, appraisal=replace(held.appraisal, unranked=held.appraisal.options))
    offered = drawings(held, "patient")
    assert "none of them is ahead" in offered["changes"].why_not
    assert offered["fit"].why_not == ""
    with pytest.raises(ValueError, match="none of them is ahead"):
        chart_file(held, "patient", "svg", "changes")


def test_a_name_typed_for_a_concern_is_text_in_every_chart(library):
    typed = "<script>x</script>\"&'#a url(#clip9)"
    held = gather(whole_record(library, concern=typed), library, on=DAY)
    for name in ("fit", "changes", "number:own_1"):
        svg = chart_file(held, "patient", "svg", name)
        assert typed in " ".join(_said(svg)), name
        assert not re.search(rb"<script", svg)
