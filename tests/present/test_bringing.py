"""What is said of a file beside what is on the screen: which is newer and how that is known, and what it brings."""

import datetime as dt

import pytest

from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.clinical.safety_rules_load import load_safety_rules
from trd_sdm.evidence import load_library
from trd_sdm.present import bringing as words
from trd_sdm.present.places import PlaceNames
from trd_sdm.session.bringing import Added, Copy, beside
from trd_sdm.session.record import Record

RECORD = Record(library_version=load_library().version)
EARLY, LATE = dt.date(2026, 11, 3), dt.date(2026, 11, 20)
AT = dt.datetime(2026, 11, 20, 14, 5).astimezone()
HOSTILE = "<img src=x onerror=alert(1)>.json"


@pytest.mark.parametrize(
    ("screen", "file", "said"),
    [
        ((EARLY, "changed"), (LATE, "saved"), words.FILE_NEWER),
        ((LATE, "saved"), (EARLY, "noted"), words.SCREEN_NEWER),
        ((LATE, "changed"), (LATE, "saved"), words.SAME_DAY),
        ((None, None), (LATE, "saved"), words.CANNOT_TELL),
        ((LATE, "changed"), (LATE, "saved", AT), words.SAME_DAY),
    ],
)
def test_it_is_said_which_copy_is_newer_and_how_that_is_known(screen, file, said):
    html = str(words.ages_html(Copy(RECORD, *screen), Copy(RECORD, *file), "visit.json"))
    assert said in html
    assert {
        (EARLY, "changed"): "On screen: last changed on 3 November 2026.",
        (LATE, "saved"): "On screen: saved on 20 November 2026.",
        (LATE, "changed"): "On screen: last changed on 20 November 2026.",
        (None, None): "On screen: it names no day.",
    }[screen] in html
    assert "visit.json\u201d: " in html


@pytest.mark.parametrize(("later", "said"), [(0, words.SAME_MINUTE), (1, words.FILE_NEWER), (-1, words.SCREEN_NEWER)])
def test_of_two_copies_of_one_day_the_minute_tells_and_is_said(later, said):
    screen, file = Copy.made(RECORD, AT, "changed"), Copy.made(RECORD, AT + dt.timedelta(minutes=later), "saved")
    html = str(words.ages_html(screen, file, "visit.json"))
    assert "On screen: last changed on 20 November 2026, 14:05." in html
    assert f"visit.json\u201d: saved on 20 November 2026, 14:0{5 + later}." in html
    assert said in html


def test_what_comes_in_names_its_file_as_words():
    html = words.joining_html(beside(Copy(RECORD, None), Copy(RECORD.with_(country="IE"), None)), HOSTILE)
    assert "What comes in from \u201c&lt;img" in html
    assert "<img" not in html


def test_a_row_says_that_what_is_the_same_is_left_out_and_lists_what_differs():
    names = PlaceNames(load_clinical(), load_safety_rules(load_library()), load_library())
    picked = ("response", "onset", "weight_gain")
    points = [{"response": 80.0, "onset": 40.0, "weight_gain": last} for last in (10.0, 20.0)]
    one, other = (RECORD.with_(criteria=picked, weights={"patient": held}, country="IE") for held in points)
    (row,) = words.rows(beside(Copy(one, None), Copy(other, None)), names, "at.")
    assert "What is the same in both is left out." in row["body"]
    assert [answer["label"] for answer in row["answers"]] == [
        "On screen: Weight gain (patient 10)",
        "In the file: Weight gain (patient 20)",
    ]
    other = other.with_(weights={"patient": {**points[1], "onset": 50.0}})
    (row,) = words.rows(beside(Copy(one, None), Copy(other, None)), names, "at.")
    assert row["answers"][1]["label"] == "In the file:\nTime until it helps (patient 50);\nWeight gain (patient 20)"


def test_the_name_of_a_file_is_words_and_no_markup():
    html = words.asked_html(Copy(RECORD, None), Copy(RECORD, None), HOSTILE, was_changed=True)
    assert "<img" not in html
    assert "&lt;img" in html
    assert words.CHANGED in html


def test_a_stop_in_the_file_is_said_before_it_is_opened():
    stopped = RECORD.with_(
        safety={"checks": ({"plan": "yes", "answered_at": dt.datetime(2026, 11, 1, tzinfo=dt.UTC)},)}
    )
    assert words.STOP_IN_FILE in words.asked_html(Copy(RECORD, None), Copy(stopped, None), "a", was_changed=False)
    assert words.STOP_IN_FILE not in words.asked_html(Copy(RECORD, None), Copy(RECORD, None), "a", was_changed=False)


def test_what_came_in_is_said_and_that_safety_stays():
    said = words.joined_words("b.json", (Added("weeks", 1), Added("trials", 0, is_filled=True)))
    assert said == (
        "Joined with b.json. It brought 1 day of notes and more on past treatments that stand here. Undo takes it back."
    )
    assert words.joined_words("b.json", ()) == "Joined with b.json. Undo takes it back."
    assert words.joined_words("b.json", (Added("safety", 2),)).endswith(words.SAFETY_STAYS)


def test_what_is_said_is_easy_to_read(grade):
    told = [text for name, text in vars(words).items() if name.isupper() and isinstance(text, str)]
    told += [*words.PRESET.values(), *words.FILLED.values()]
    assert len(told) > 25
    assert {text: grade(text) for text in told if len(text.split()) >= 5 and grade(text) > 6} == {}


def test_differences_of_one_topic_stand_together_and_are_counted():
    names = PlaceNames(load_clinical(), load_safety_rules(load_library()), load_library())
    first = RECORD.with_(past={"complete": "yes", "severity": "mild"}, country="GB", facts={"age": "from_65"})
    second = RECORD.with_(past={"complete": "no", "severity": "severe"}, country="IE", facts={"age": "under_18"})
    rows = words.rows(beside(Copy(first, None), Copy(second, None)), names, "at.")
    assert [(row["key"], row["group"]) for row in rows] == [
        ("at.past.complete", "Past treatments (2)"),
        ("at.past.severity", "Past treatments (2)"),
        ("at.facts.age", "Health and safety answers"),
        ("at.country", "The country"),
    ]


def test_beside_a_stop_only_what_stays_is_said():
    assert words.joined_words("b.json", (Added("weeks", 1),), is_stopped=True) == (
        f"Joined with b.json. {words.SAFETY_STAYS}"
    )
