"""The chart as a file says what it is made with, draws the same twice, and lets nothing typed become a drawing."""

import re
import struct
import xml.etree.ElementTree as ET

import pytest

from tests.export.conftest import DAY, whole_record
from trd_sdm.export.gathered import ExportStopped, gather
from trd_sdm.export.pictures import chart_file, fit_svg
from trd_sdm.present.charts import fit


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
