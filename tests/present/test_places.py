"""Every place where two records can differ has a name in plain words, and so has what stands there."""

import datetime as dt
import re

import pytest
from hypothesis import given, settings

from tests.session.strategies import reviewed_records
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.clinical.safety_rules_load import load_safety_rules
from trd_sdm.evidence import load_library
from trd_sdm.present.differing import differing
from trd_sdm.present.places import TOPICS, PlaceNames
from trd_sdm.session.bringing import Copy, beside
from trd_sdm.session.merge import AS_MADE, WEIGHED
from trd_sdm.session.record import Record

LIBRARY = load_library()
NAMES = PlaceNames(load_clinical(), load_safety_rules(LIBRARY), LIBRARY)
DAY = dt.date(2026, 11, 23)
COURSE = {"option": "rtms", "started_on": dt.date(2026, 10, 12)}


def sides(found):
    told = differing(found.first, found.second, found.at, NAMES)
    return told.first, told.second


def difference(first, second):
    """The one place where two records differ that are made of these parts: topic, name, and both values in words."""
    one, other = (Record(library_version=LIBRARY.version, **parts) for parts in (first, second))
    (found,) = beside(Copy(one, None), Copy(other, None)).conflicts
    return (
        NAMES.topic(found.at),
        NAMES.label(found.at),
        *sides(found),
    )


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (
            {"country": "GB"},
            {"country": "IE"},
            ("The country", "Which country you are in", "United Kingdom", "Ireland"),
        ),
        (
            {"past": {"trials": ({"agent": "sertraline", "weeks": 1.0},)}},
            {"past": {"trials": ({"agent": "sertraline", "weeks": 10.0},)}},
            ("Past treatments", "Sertraline: weeks at that dose", "1 week", "10 weeks"),
        ),
        (
            {"past": {"trials": ({"kind": "ect", "outcome": "partial"},)}},
            {"past": {"trials": ({"kind": "ect", "outcome": "none"},)}},
            ("Past treatments", "ECT: what came of it?", "Some help, but less than half better", "No help"),
        ),
        (
            {"tracking": {"entries": ({"on": DAY, "note": "yes"},)}},
            {"tracking": {"entries": ({"on": DAY, "note": "<b>no</b>"},)}},
            ("Notes of 23 November 2026", "23 November 2026: a note", "\u201cyes\u201d", "\u201c<b>no</b>\u201d"),
        ),
        (
            {"tracking": {"entries": ({"on": DAY, "ratings": {"mood": 3}},)}},
            {"tracking": {"entries": ({"on": DAY, "ratings": {"mood": 7}},)}},
            ("Notes of 23 November 2026", "23 November 2026: mood", "3 of 10", "7 of 10"),
        ),
        (
            {"tracking": {"entries": ({"on": DAY, "answers": ({"instrument": "phq9", "answers": {"sleep": 0}},)},)}},
            {"tracking": {"entries": ({"on": DAY, "answers": ({"instrument": "phq9", "answers": {"sleep": 3}},)},)}},
            (
                "Notes of 23 November 2026",
                "23 November 2026: PHQ-9, question 3",
                "Not at all",
                "Nearly every day",
            ),
        ),
        (
            {"tracking": {"courses": ({**COURSE, "ended_on": dt.date(2026, 11, 1)},)}},
            {"tracking": {"courses": ({**COURSE, "ended_on": dt.date(2026, 11, 2)},)}},
            (
                "Treatments since",
                "rTMS, from 12 October 2026: last day",
                "1 November 2026",
                "2 November 2026",
            ),
        ),
        (
            {"scores": ({"measure": "isi", "score": 11.0, "on": DAY},)},
            {"scores": ({"measure": "isi", "score": 9.0, "on": DAY},)},
            ("A score", "ISI, 23 November 2026, score", "11", "9"),
        ),
        (
            {"facts": {"drugs": ({"name": "Lithium"},)}},
            {"facts": {"drugs": ({"name": "lithium", "state": "stopped", "last_dose": DAY},)}},
            (
                "Health and safety answers",
                "Medicine: lithium",
                "Taken now",
                "Stopped, last dose 23 November 2026",
            ),
        ),
        (
            {"plan": {"targets": ({"symptom": "sleep"},), "option": "rtms"}},
            {"plan": {"targets": ({"words": "Cook"},), "option": "rtms"}},
            ("The plan", "What should get better?", "Sleep", "Cook"),
        ),
        ({"plan": {"option": "rtms"}}, {"plan": {"option": "ect"}}, ("The plan", "What do we try?", "rTMS", "ECT")),
        (
            {"choice": {"option": "not_today"}},
            {"choice": {"option": "ect", "why": "yes", "together": "yes"}},
            ("The choice", "What do you choose?", "Not today", "ECT;\nwhy: \u201cyes\u201d;\nyou both agree: yes"),
        ),
        (
            {"local": {"ect": {"waiting_weeks": 6.0}}},
            {"local": {"ect": {"waiting_weeks": 2.0}}},
            ("Local facts", "ECT: wait until it can start", "6 weeks", "2 weeks"),
        ),
        (
            {"criteria": ("response",), "weights": {"patient": {"response": 80}}},
            {"criteria": ("response", "onset"), "sureness": {"patient": "order"}},
            (
                "What matters to you",
                "What was picked, and the points",
                (
                    "the patient means the points: about right;\n"
                    "Feeling much better (patient 80);\nTime until it helps (not picked)"
                ),
                (
                    "the patient means the points: only the order;\n"
                    "Feeling much better (patient not rated);\nTime until it helps (not rated)"
                ),
            ),
        ),
        (
            {"shortlist": ("stay_optimise", "ect")},
            {"shortlist": ("stay_optimise", "rtms")},
            ("The options", "Options on the table", "ECT", "rTMS"),
        ),
    ],
)
def test_a_difference_is_said_in_the_words_of_its_screen(first, second, told):
    assert difference(first, second) == told


def test_every_field_that_can_differ_has_a_topic():
    settled = {*AS_MADE, "safety", "beside", *WEIGHED} - {"weights"}
    assert set(Record.model_fields) - settled <= set(TOPICS)


@settings(max_examples=60)
@given(reviewed_records(mode="session"), reviewed_records(mode="session"))
def test_no_difference_shows_a_word_of_the_file(first, second):
    for found in beside(Copy(first, None), Copy(second, None)).conflicts:
        said = [NAMES.label(found.at), *sides(found)]
        assert said[1] != said[2], (found.at, said)
        for text in said:
            assert text
            own_words = "\u201c" in text or found.at[:2] in (("facts", "planned"), ("facts", "drugs"))
            assert own_words or not re.search(r"[a-z0-9]_[a-z]|None|unknown|\bnot_asked\b", text), (found.at, text)
