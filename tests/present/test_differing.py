"""Of two values only what differs is shown: the one number of a row, the one task of a list, a few words of a note."""

import pytest

from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.clinical.safety_rules_load import load_safety_rules
from trd_sdm.evidence import load_library
from trd_sdm.present.differing import IN_ORDER, LEFT_OUT, TOO_SMALL, Told, differing
from trd_sdm.present.places import PlaceNames
from trd_sdm.session.bringing import Copy, beside
from trd_sdm.session.record import Record

LIBRARY = load_library()
NAMES = PlaceNames(load_clinical(), load_safety_rules(LIBRARY), LIBRARY)
PICKED = ("response", "onset", "weight_gain", "own_1")
POINTS = {"response": 80.0, "onset": 40.0, "weight_gain": 10.0, "own_1": 5.0}
GARDEN = {"id": "own_1", "text": "My garden", "ratings": {"rtms": 7, "ect": 2}}
ASKED = {
    "role": "patient",
    "first": "response",
    "first_from": 30.0,
    "first_to": 40.0,
    "second": "onset",
    "second_from": 6.0,
    "second_to": 4.0,
    "prefers": "first",
}
WEIGHED = {
    "criteria": PICKED,
    "concerns": (GARDEN,),
    "weights": {"patient": POINTS, "clinician": POINTS},
    "tradeoffs": (ASKED,),
}
QUESTION = "trade-off of the patient, Feeling much better from 30 to 40 or Time until it helps from 6 to 4"
WORDS = "First week. Tired, and the nights are short. We walked by the lake on Tuesday and it was cold."


def told(first, second):
    one, other = (Record(library_version=LIBRARY.version, **parts) for parts in (first, second))
    (found,) = beside(Copy(one, None), Copy(other, None)).conflicts
    return differing(found.first, found.second, found.at, NAMES)


@pytest.mark.parametrize(
    ("change", "first", "second"),
    [
        (
            {"weights": {"patient": POINTS, "clinician": {**POINTS, "onset": 60.0}}},
            "Time until it helps (clinician 40)",
            "Time until it helps (clinician 60)",
        ),
        (
            {"weights": {"patient": {"response": 80.0, "weight_gain": 10.0, "own_1": 5.0}, "clinician": POINTS}},
            "Time until it helps (patient 40)",
            "Time until it helps (patient not rated)",
        ),
        (
            {"concerns": ({**GARDEN, "ratings": {"rtms": 8, "ect": 2}},)},
            "\u201cMy garden\u201d (rTMS 7 of 10)",
            "\u201cMy garden\u201d (rTMS 8 of 10)",
        ),
        (
            {"concerns": ({**GARDEN, "text": "My dog"},)},
            "\u201cMy garden\u201d (patient 5, clinician 5, rTMS 7 of 10, ECT 2 of 10)",
            "\u201cMy dog\u201d (patient 5, clinician 5, rTMS 7 of 10, ECT 2 of 10)",
        ),
        (
            {"tradeoffs": ({**ASKED, "prefers": "same"},)},
            f"{QUESTION} (answer: Feeling much better is worth more)",
            f"{QUESTION} (answer: about the same)",
        ),
        (
            {"sureness": {"patient": "exact"}},
            "the patient means the points: about right",
            "the patient means the points: just so",
        ),
    ],
)
def test_of_all_that_was_weighed_only_what_differs_is_shown(change, first, second):
    assert told(WEIGHED, {**WEIGHED, **change}) == Told(first, second, LEFT_OUT)


def test_what_only_one_of_the_two_picked_is_named_in_both():
    fewer = {"criteria": PICKED[:1], "weights": {"patient": {"response": 80.0}}}
    more = {"criteria": PICKED[:2], "weights": {"patient": {"response": 80.0, "onset": 40.0}}}
    assert told(fewer, more) == Told("Time until it helps (not picked)", "Time until it helps (patient 40)", LEFT_OUT)


def test_things_picked_in_another_order_are_said_in_their_order():
    said = told({"criteria": PICKED[:2]}, {"criteria": PICKED[1::-1]})
    assert "Feeling much better (not rated);\nTime until it helps (not rated)" in said.first
    assert "Time until it helps (not rated);\nFeeling much better (not rated)" in said.second
    assert said.first.startswith(IN_ORDER)
    assert said.second.startswith(IN_ORDER)


def test_of_a_list_what_is_in_both_is_left_out():
    sleep, cook = {"symptom": "sleep"}, {"words": "Cook"}
    assert told({"plan": {"targets": (sleep, cook)}}, {"plan": {"targets": (sleep,)}}) == Told(
        "Cook", "not there", LEFT_OUT
    )


def test_of_a_choice_only_the_part_that_differs_is_shown():
    same = {"option": "ect", "together": "yes"}
    assert told({"choice": same}, {"choice": {**same, "why": "Closer to home."}}) == Told(
        "why: not said", "why: \u201cCloser to home.\u201d", LEFT_OUT
    )


def test_of_a_long_note_the_words_that_differ_stand_with_a_few_around_them():
    other = WORDS.replace("Tuesday", "Saturday")
    day = "2026-11-23"
    entries = [{"tracking": {"entries": ({"on": day, "note": note},)}} for note in (WORDS, other)]
    assert told(*entries) == Told(
        "\u201c\u2026 by the lake on Tuesday and it was cold.\u201d",
        "\u201c\u2026 by the lake on Saturday and it was cold.\u201d",
        LEFT_OUT,
    )


def test_short_words_and_words_that_have_nothing_in_common_stand_whole():
    assert told({"visit": {"note": "We meet today."}}, {"visit": {"note": "We meet again."}}) == Told(
        "\u201cWe meet today.\u201d", "\u201cWe meet again.\u201d"
    )


def test_what_differs_without_being_seen_is_said_to():
    said = told({"visit": {"note": "We meet\ntoday."}}, {"visit": {"note": "We meet today."}})
    assert said == Told("\u201cWe meet today.\u201d", "\u201cWe meet today.\u201d", TOO_SMALL)


def test_braces_that_somebody_typed_are_words():
    said = told({"choice": {"option": "ect", "why": "{0} {"}}, {"choice": {"option": "ect", "why": "{}"}})
    assert said == Told("why: \u201c{0} {\u201d", "why: \u201c{}\u201d", LEFT_OUT)
