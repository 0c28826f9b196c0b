"""What points at a person is questioned; drugs, doses, scores, dates of treatment and short lines are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trd_sdm.clinical.course import load_courses
from trd_sdm.clinical.crisis import load_crisis_lines
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.evidence import load_library
from trd_sdm.present.identifying import at_save, question
from trd_sdm.session.examples import example
from trd_sdm.session.identifying import in_record, pointers
from trd_sdm.session.plan_defaults import QUESTIONS
from trd_sdm.session.record import Record


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Talked with Mrs Miller today.", "name"),
        ("Mr. O'Neill drives her", "name"),
        ("Ms Łukasik", "name"),
        ("my name is Anna", "name"),
        ("Born on 03/04/1971", "birth"),
        ("DOB: 1971-04-03", "birth"),
        ("date of birth 3 April 1971", "birth"),
        ("Birthday April 3, 1971", "birth"),
        ("ring me on 020 7946 0958", "phone"),
        ("+44 7700 900123", "phone"),
        ("0049 30 1234567", "phone"),
        ("(555) 010-9999", "phone"),
        ("anna.miller+gp@example.org", "email"),
        ("NHS 943 476 5919", "number"),
        ("943 476 5919", "number"),
        ("9434765919", "number"),
        ("078-05-1120", "number"),
        ("MRN: 00482913", "number"),
        ("Hospital number 4829 1377", "number"),
    ],
)
def test_what_points_at_a_person_is_questioned(text, kind):
    assert [found.kind for found in pointers(text)][:1] == [kind], pointers(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Sertraline 200 mg for 10 weeks, then Effexor XR 225 mg.",
        "Lithium level 0.7 on 12.08.2026, 12 hours after a dose.",
        "PHQ-9 20, 19, 20, 18 and GAD-7 12 of 21",
        "Since 2026-03-04, better from 4 May 2026 on",
        "Dr says to wait. Saw the doctor on 3/4/2026.",
        "Ten minutes with my sister. No need to talk.",
        "Call the crisis team: 999 or 111, or text 85258",
        "Samaritans: call 116 123",
        "Call or text 988",
        "Up at 07:00, tea before 9.30, walk 4000 steps",
        "Level 0.4-0.8 mmol/L, 36 sessions, 120% of 1 Hz at 10 Hz",
        "Miss two doses a week. I miss Mondays.",
        "Sir is how he calls the cat",
        "Weight 82.5 kg, 130/85, pulse 72",
        "Her name is not needed here",
        "DSM-5 296.33; ICD-10 F33.2",
        "doi 10.1046/j.1525-1497.2001.016009606.x",
        "Ratings 3 4 5 6 7 8 9 10",
        "EUR 12 000 000 000",
        "1234567890",
        "Born tired, it feels like.",
        "Patient 4 of the trial said 12 of 20",
        "case 12, seed 20261127",
    ],
)
def test_what_everybody_writes_is_not(text):
    assert pointers(text) == ()


def test_nothing_that_ships_is_questioned():
    library, clinical = load_library(), load_clinical()
    texts = [option.text.name + " " + option.text.what_it_is for option in library.options.values()]
    texts += [item.text for name in ("phq9", "gad7") for item in clinical.instruments[name].items]
    texts += [point.means for course in load_courses().courses.values() for point in course.checkpoints]
    texts += [*QUESTIONS.values()]
    assert {text: pointers(text) for text in texts if pointers(text)} == {}
    assert in_record(example(library)) == {}


def test_crisis_lines_that_are_written_into_a_plan_are_known_to_be_numbers_for_everybody():
    short = [line.contact for line in load_crisis_lines().lines if not pointers(f"Call {line.contact}")]
    assert short, "short numbers are no telephone numbers of a person"


def test_every_place_of_a_record_is_looked_at():
    record = Record(
        library_version="1",
        visit={"note": "Mrs Miller"},
        past={"trials": ({"note": "anna@example.org"},)},
        plan={"tasks": ({"who": "clinician", "what": "ring 020 7946 0958"},), "checks": {"x": "DOB 3.4.1971"}},
        tracking={"entries": ({"on": "2026-01-05", "note": "NHS 943 476 5919"},)},
    )
    assert {place: found[0].kind for place, found in in_record(record).items()} == {
        "visit.note": "name",
        "past.trials.0.note": "email",
        "plan.tasks.0.what": "phone",
        "plan.checks.x": "birth",
        "tracking.entries.0.note": "number",
    }
    said = at_save(in_record(record))
    assert said.startswith("The copy may hold a name, ")
    assert "Mrs Miller" in said
    assert at_save({}) == question(()) == ""


@given(st.text(max_size=200))
def test_any_text_is_read_and_what_is_found_stands_in_it_in_order(text):
    place = 0
    for found in pointers(text):
        place = text.index(found.words, place) + len(found.words)
