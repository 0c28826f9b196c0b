"""The page to take home stands alone: one file, its own two scripts, numbers that unpack to those of the engine."""

import base64
import hashlib
import json
import re

import numpy as np
import pytest

from tests.export.conftest import DAY
from trd_sdm.export.gathered import ExportStopped, gather
from trd_sdm.export.playing import DRAWS_AT_MOST, playing
from trd_sdm.export.take_home import CANNOT_PLAY, take_home
from trd_sdm.present.disclaimer import DISCLAIMER
from trd_sdm.session.appraisal import weighed_values


@pytest.fixture(scope="module")
def page(held):
    return take_home(held)


def _scripts(page):
    return re.findall(r'<script type="module">(.*?)</script>', page, re.DOTALL)


def test_its_policy_names_its_own_scripts_and_nothing_else(page):
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    policy = policy.replace("&#39;", "'")
    scripts = _scripts(page)
    assert len(scripts) == 2
    hashes = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in scripts]
    assert re.findall(r"sha256-([^']+)'", policy) == hashes
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-eval" not in policy
    assert "http" not in policy


def test_it_loads_nothing(page):
    outside_scripts = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    loaded = re.findall(r'(?:src|srcset|poster|data)="([^"]*)"|url\(([^)]*)\)|@import', outside_scripts)
    assert loaded
    assert all(first.startswith("data:") for first, _ in loaded)
    assert "<link" not in outside_scripts


def test_it_carries_mode_versions_date_and_disclaimer(page, held):
    for said in ("Session mode", held.library.version, "23 November 2026", "Made on 27 November 2026.", DISCLAIMER):
        assert said in page


def test_draws_unpack_to_those_of_the_engine_and_means_are_exact(held):
    told = json.loads(json.dumps(playing(held, "patient")))
    values = weighed_values(held.record, held.library, held.appraisal)
    assert told["means"] == values.means.tolist()
    for row, cells in enumerate(told["cells"]):
        for column, cell in enumerate(cells):
            draws = values.cells[row, column]
            unpacked = np.frombuffer(base64.b64decode(cell), "<f4") if isinstance(cell, str) else np.array([cell])
            assert np.allclose(unpacked, draws if isinstance(cell, str) else draws[:1], atol=1e-6)
    assert {tuple(map(int, at.split(","))) for at in told["spans"]} == {
        (values.alternatives.index(option), values.criteria.index(criterion)) for option, criterion in values.spans
    }


def test_more_draws_than_a_page_should_carry_stay_behind_and_the_fit_rests_on_all(record, library):
    many = gather(record.with_(draws=9000), library, on=DAY)
    told = playing(many, "patient")
    assert told["draws"] == DRAWS_AT_MOST
    values = weighed_values(many.record, many.library, many.appraisal)
    assert told["means"] == values.means.tolist()


def test_a_record_with_nothing_to_weigh_has_no_sliders_and_says_why(empty):
    page = take_home(empty)
    assert CANNOT_PLAY in page
    assert "A made-up case, for learning." in page
    assert 'type="range"' not in page
    assert len(_scripts(page)) == 1
    assert len(page) < 60_000


def test_while_the_stop_holds_there_is_no_page(stopped):
    with pytest.raises(ExportStopped):
        take_home(stopped)


def test_it_is_the_same_page_each_time(page, held):
    assert take_home(held) == page


def test_it_says_why_its_fits_differ_from_those_of_the_visit_and_where_they_are_the_same(record, library):
    why = "So a fit can differ from the one there"
    for sure, differs in (("about", True), ("order", True), ("exact", False)):
        said = record.with_(sureness={"patient": sure, "clinician": sure})
        held = gather(said, library, on=DAY)
        page = take_home(held)
        assert (why in page) == differs
        assert ("these are the numbers under" in page) != differs
        fit = held.appraisal.roles["patient"]
        weights = np.array([said.weights.patient.get(key, 0.0) for key in said.criteria])
        exact = 100 * weighed_values(said, held.library, held.appraisal).means @ (weights / weights.sum())
        assert np.allclose(exact, [fit.fit[key] for key in held.appraisal.options]) != differs
