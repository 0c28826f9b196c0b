"""``trd-sdm merge``: what differs is named and nothing is written until it is chosen."""

import datetime as dt

import pytest

from trd_sdm.evidence import load_library
from trd_sdm.session.examples import example
from trd_sdm.session.saved import open_file, to_file


@pytest.fixture
def visits(tmp_path):
    case, library = example(load_library()), load_library()
    paths = tmp_path / "a.json", tmp_path / "b.json"
    for path, country in zip(paths, ("GB", "IE"), strict=True):
        path.write_text(to_file(case.with_(country=country), library), encoding="utf-8")
    return *paths, tmp_path / "c.json"


def test_a_conflict_is_named_and_nothing_is_written(run, visits):
    one, other, out = visits
    result = run("merge", one, other, "-o", out)
    assert result.exit_code == 1
    assert 'country: "GB" in the first, "IE" in the second' in result.stderr
    assert not out.exists()


def test_a_choice_settles_it_and_the_record_of_both_is_whole(run, visits):
    one, other, out = visits
    result = run("merge", one, other, "-o", out, "--take", "country=second")
    assert result.exit_code == 0, result.stderr
    assert "14 days of notes, 3 past trials." in result.stdout
    opened = open_file(out, load_library())
    assert (opened.record.country, opened.was_changed) == ("IE", False)


def test_the_newer_of_the_two_holds_where_that_is_asked_for(run, visits):
    one, other, out = visits
    case, library = example(load_library()), load_library()
    for path, country, minute in ((one, "GB", 6), (other, "IE", 5)):
        at = dt.datetime(2026, 11, 2, 14, minute, tzinfo=dt.UTC)
        path.write_text(to_file(case.with_(country=country), library, made=at), encoding="utf-8")
    for pair in ((one, other), (other, one)):
        assert run("merge", *pair, "-o", out, "--rest", "newer", "--force").exit_code == 0
        made = open_file(out, library)
        assert made.record.country == "GB"
        assert made.stamp.saved_at is not None


def test_a_file_that_is_there_is_not_written_over_unasked(run, visits):
    one, other, _ = visits
    before = other.read_text(encoding="utf-8")
    assert run("merge", one, other, "-o", other, "--rest", "first").exit_code == 2
    assert other.read_text(encoding="utf-8") == before
    assert run("merge", one, other, "-o", other, "--rest", "first", "--force").exit_code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--take", "country"), "is no choice"),
        (("--take", "country=both"), "is no choice"),
        (("--rest", "both"), "is neither of the two"),
        (("--take", "seed=first", "--rest", "first"), "nothing to choose"),
    ],
)
def test_a_choice_that_is_none_is_refused_in_a_sentence(run, visits, words, told):
    one, other, out = visits
    result = run("merge", one, other, "-o", out, *words)
    assert result.exit_code == 2
    assert told in result.stderr


def test_what_is_no_record_is_refused(run, visits, tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_text("{}", encoding="utf-8")
    result = run("merge", visits[0], broken, "-o", visits[2])
    assert result.exit_code == 2
    assert "library_version" in result.stderr
