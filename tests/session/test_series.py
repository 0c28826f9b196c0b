"""Scores become series as they were noted: nothing filled in, no line across a missing week."""

import datetime as dt

import pytest

from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.session.series import FOLLOWED, followed, series_of
from trd_sdm.session.tracking import Tracking

START = dt.date(2026, 1, 5)


def notes(*days_and_scores, measure="isi"):
    entries = tuple(
        {"on": START + dt.timedelta(days=days), "scores": ({"measure": measure, "score": float(score)},)}
        for days, score in days_and_scores
    )
    return Tracking.model_validate({"entries": entries})


@pytest.fixture(scope="module")
def clinical():
    return load_clinical()


def test_a_missing_week_starts_a_new_stretch(clinical):
    points = series_of(notes((0, 20), (7, 19), (17, 18), (28, 17), (35, 16)), "isi", clinical).points
    assert [point.stretch for point in points] == [0, 0, 0, 1, 1]


def test_a_questionnaire_with_an_open_item_gives_no_point(clinical):
    items = [item.id for item in clinical.instruments["phq9"].items]
    whole = {"on": START, "answers": ({"instrument": "phq9", "answers": dict.fromkeys(items, 1) | {"self_harm": 0}},)}
    part = {
        "on": START + dt.timedelta(days=7),
        "answers": ({"instrument": "phq9", "answers": dict.fromkeys(items[:-1], 1)},),
    }
    held = Tracking.model_validate({"entries": (whole, part)})
    assert [point.value for point in series_of(held, "phq9", clinical).points] == [8.0]


@pytest.mark.parametrize(
    ("measure", "highest"), [("phq9", 4), ("qids_sr16", 5), ("madrs", 10), ("isi", 7), ("wsas", None)]
)
def test_remission_is_the_published_one(clinical, measure, highest):
    assert series_of(Tracking(), measure, clinical).remission == highest


def test_only_measures_with_a_score_are_followed(clinical):
    assert followed(notes((0, 20)), clinical) == ("isi",)
    assert followed(Tracking(), clinical) == ()
    with pytest.raises(ValueError, match="mdq is not followed here"):
        series_of(Tracking(), "mdq", clinical)
    assert all(series_of(Tracking(), name, clinical).points == () for name in FOLLOWED)
