"""Wording stands in the package only where its owner lets it, and as the owner wrote it."""

import hashlib
import re

import pytest
import yaml

from trd_sdm.clinical.instruments import Instrument, Right, band_of
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.evidence.compiled import data_folder

KNOWN = load_clinical()
# Runs of four words of items that are not ours to show, as hashes: the words themselves stand nowhere here.
NOT_OURS = {
    "mdq": {"10608086cc79", "46c67d43f181", "650789738e3f", "80a187983b54", "9c78ea32bc1c"},
    "rapid_mood_screener": {"0145ce6deea9", "27190ed54e56", "3d4a9e0e4326", "9304e613634d"},
    "pc_ptsd_5": {"762d262e710b", "a621c83df987", "beedf84ff98f"},
    "isi": {"0c0b5bbe0491", "15b82f073ced", "16ccd75099e2", "454516fb12ec", "593e19726303", "f0a9b6ffd4ae"},
    "qids_sr16": {"300b2a13d80c", "6e940561e2da", "6f8065451b25", "f69f36eecc4b"},
    "madrs": {"0d16492e6dd6", "1cc18b76dd49", "1dbe03124ff4", "b6da304bc7a8"},
    "wsas": {"486eb08619a0", "8fa823bd4108", "cca0666ef4bf"},
    "c_ssrs": {
        "42f3ace46318",
        "779876157d97",
        "77c9318c9b33",
        "837e8a44a8a9",
        "a2666d87ed5d",
        "e447140d0c9e",
        "f7f61b167cf2",
    },
    "asq": {"349e4d8cb746", "51459dac1d19", "d062b6484a86", "e1f48efbc4d2"},
    "stanley_brown_plan": {"46bda0d05e58", "ab8b62cde09f"},
}


def runs(text):
    """Hash every run of four words."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {hashlib.sha256(" ".join(words[at : at + 4]).encode()).hexdigest()[:12] for at in range(len(words) - 3)}


def shipped_texts():
    for folder in ("clinical", "instruments"):
        for path in sorted((data_folder() / folder).glob("*.yaml")):
            yield path.name, path.read_text(encoding="utf-8")


def test_wording_is_kept_only_of_what_may_be_shown():
    files = {path.stem for path in (data_folder() / "instruments").glob("*.yaml")} - {"rights"}
    assert files == {key for key, right in KNOWN.rights.items() if right.status == "embed"}
    assert files == set(KNOWN.instruments)


@pytest.mark.parametrize("measure", NOT_OURS)
def test_no_item_of_another_owner_stands_in_the_data(measure):
    assert KNOWN.rights[measure].status != "embed"
    for name, text in shipped_texts():
        assert not runs(text) & NOT_OURS[measure], f"{name} holds wording of {measure}"


def test_the_watch_for_wording_sees_what_it_looks_for():
    texts = dict(shipped_texts())
    assert runs("Trouble relaxing, being so restless") <= runs("trouble relaxing BEING so restless")
    assert all(runs(item.text) <= runs(texts["phq9.yaml"]) for item in KNOWN.instruments["phq9"].items)


def test_every_measure_that_may_not_be_shown_is_watched():
    assert set(NOT_OURS) == {key for key, right in KNOWN.rights.items() if right.status != "embed"}


@pytest.mark.parametrize(
    ("key", "count", "panel", "total"), [("phq9", 9, "44249-1", "44261-6"), ("gad7", 7, "69737-5", "70274-6")]
)
def test_phq9_and_gad7_are_whole_with_their_codes(key, count, panel, total):
    held = KNOWN.instruments[key]
    assert len(held.items) == count
    assert (held.loinc.panel, held.loinc.total) == (panel, total)
    assert all(item.loinc for item in held.items)
    assert KNOWN.choices(key) == (0, 1, 2, 3)


def test_only_phq9_has_an_item_about_self_harm_and_it_is_the_ninth():
    assert KNOWN.instruments["phq9"].safety_item == "self_harm" == KNOWN.instruments["phq9"].items[8].id
    assert KNOWN.instruments["gad7"].safety_item is None


def test_an_instrument_needs_its_answers():
    raw = yaml.safe_load((data_folder() / "instruments" / "gad7.yaml").read_text(encoding="utf-8"))
    raw.pop("answers_as")
    with pytest.raises(ValueError, match="answers or answers_as"):
        Instrument.model_validate(raw)


def test_a_score_needs_its_range():
    with pytest.raises(ValueError, match="needs its range"):
        Right.model_validate({"status": "score_only"})
    assert Right.model_validate("embed").status == "embed"


def test_without_bands_there_is_no_band():
    assert band_of(5, ()) is None
