"""The note says what was reviewed, weighed, chosen and planned, and nothing a person typed can pass for it."""

import datetime as dt
import re
from dataclasses import replace

from tests.export.conftest import DAY, whole_record
from trd_sdm import __version__
from trd_sdm.export.gathered import gather
from trd_sdm.export.note import MADE_UP, TITLE, note
from trd_sdm.present.disclaimer import DISCLAIMER
from trd_sdm.present.numbers import points

HEADINGS = ["VISIT", "SAFETY", "REVIEW", "OPTIONS", "WEIGHED", "FIT", "CHOICE", "PLAN", "SURE", "MADE WITH"]


def _headings(text):
    return [line for line in text.splitlines() if line.isupper()]


def test_the_note_tells_the_whole_conversation_in_its_order(held):
    said = note(held)
    assert _headings(said) == [TITLE, *HEADINGS]
    for line in (
        "Treatment resistance (2 or more adequate failed trials): met. 2 trials listed, 2 adequate.",
        "Patient Health Questionnaire-9: 17 (moderately severe).",
        "Generalized Anxiety Disorder 7-item scale: no total, items unanswered.",
        "- Magnetic stimulation (rTMS): not suitable; 7 safety questions are still open. LEFT OUT OF THE FIT.",
        '    Put back by the clinician: "Fluoxetine stops first; five weeks are planned."',
        "- Feeling much better: 80 / 90",
        "- Weight gain: 10 / not rated",
        "Chosen: Esketamine nasal spray (both agree).",
        'Decision point, early signal: week 2 (2026-12-21): "Sleep and mood, with the sheet"',
        "SURE test: sure yes; understand yes; risk benefit yes; encouragement no; total 3 of 4, decisional conflict.",
        DISCLAIMER,
    ):
        assert line in said.splitlines()
    assert '2026-11-27 09:09 UTC, acted on by "Dr A": "Talked it through; a safety plan is in place."' in said
    assert f"Session mode: a clinician is with you. Version {__version__}, evidence {held.library.version}." in said
    assert "Evidence as of 23 November 2026" in said


def test_both_fits_stand_with_their_intervals_as_the_appraisal_has_them(held):
    said = note(held)
    for role in ("patient", "clinician"):
        fit = held.appraisal.roles[role]
        for option in held.appraisal.options:
            mid, low, high = (points(part[option]) for part in (fit.fit, fit.low, fit.high))
            assert f"- {held.library.options[option].short_name}: {mid} ({low} to {high})" in said
    assert "rTMS: " not in said.split("\nFIT\n")[1].split("\nCHOICE\n")[0], "what is left out of the fit has no fit"


def test_the_long_note_says_all_the_short_one_says_and_more(held):
    short, long = note(held), note(held, long=True)
    within = [re.sub(r": 16\.$", "", line) for line in short.splitlines() if not re.match(r"- .*\(.* to .*\)", line)]
    assert all(line in long for line in within)
    assert "Wake time: 07:30." in long
    assert 'Question for next time: "Can my sister come along?"' in long
    assert "Asked 2026-11-27 09:00 UTC: PHQ-9 item 9 1, plan no, intent no, unable to stay safe no." in long
    assert "first in " in long


def test_while_the_stop_holds_the_note_says_so_first_and_compares_nothing(stopped):
    said = note(stopped)
    assert _headings(said) == [TITLE, "VISIT", "SAFETY", "REVIEW", "MADE WITH"]
    assert "SAFETY STOP HOLDS. The options were not compared. No clinician has recorded what was done." in said
    assert "Samaritans: call 116 123. Your clinic has not confirmed this number yet." in said
    assert "fit" not in said.lower()


def test_three_questions_of_one_visit_are_one_line_and_what_was_not_asked_is_named(record, library):
    at = dt.datetime(2026, 11, 27, 9, tzinfo=dt.UTC)
    answers = (
        {"plan": "no"},
        {"plan": "no", "intent": "no"},
        {"plan": "no", "intent": "no", "unable_to_stay_safe": "no"},
    )
    checks = [{**one, "answered_at": at + dt.timedelta(minutes=place)} for place, one in enumerate(answers)]
    held = gather(record.with_(safety={"checks": checks}), library, on=DAY)
    assert len(re.findall(r"^Asked ", note(held, long=True), re.MULTILINE)) == 1
    for long in (False, True):
        assert "Not asked in the safety check of 2026-11-27: PHQ-9 item 9." in note(held, long=long)
    whole = {"checks": [{**answers[-1], "item9": 0, "answered_at": at}]}
    assert "Not asked in the safety check" not in note(gather(record.with_(safety=whole), library, on=DAY))


def test_an_answer_that_was_changed_stays_in_the_long_note(record, library):
    at = dt.datetime(2026, 11, 27, 9, tzinfo=dt.UTC)
    checks = [{"item9": 2, "answered_at": at}, {"item9": 0, "answered_at": at + dt.timedelta(minutes=1)}]
    acted = [{"by": "Dr A", "done": "Talked.", "at": at + dt.timedelta(minutes=2), "covers": checks[0]}]
    log = {"checks": checks, "acknowledgements": acted}
    said = note(gather(record.with_(safety=log), library, on=DAY), long=True)
    assert re.findall(r"item 9 (\d)", said) == ["2", "0"]


def test_a_record_with_nothing_in_it_says_what_was_not_asked(empty):
    said = note(empty)
    assert MADE_UP in said
    for line in (
        "Suicidal thoughts and safety: not asked in this conversation.",
        "Nothing was picked as mattering.",
        "Nothing was decided yet.",
        "Safety plan: not recorded where it is.",
        "SURE test: not asked.",
    ):
        assert line in said.splitlines()
    assert "None" not in said


def test_what_a_person_typed_cannot_forge_a_line_of_the_note(library):
    forged = "fine\nSAFETY\nNo stop holds.\u2028PLAN\r\nTried: nothing \u202egniht"
    record = whole_record(library, **dict.fromkeys(("visit", "why", "task", "done", "agent", "point", "due"), forged))
    said = note(gather(record, library, on=DAY), long=True)
    assert _headings(said) == [TITLE, *HEADINGS]
    assert said.count("\nNo stop holds.") == 1
    assert "\u202e" not in said


def test_dates_of_the_decision_points_follow_the_first_day(record, library):
    later = record.with_(plan=record.plan.model_copy(update={"starts_on": dt.date(2027, 1, 4)}))
    assert "week 2 (2027-01-18)" in note(gather(later, library, on=DAY))
    undated = record.with_(plan=record.plan.model_copy(update={"starts_on": None}))
    said = note(gather(undated, library, on=DAY))
    assert "first day not set" in said
    assert 'early signal: week 2: "Sleep and mood' in said


def test_one_answer_that_clashes_is_said_of_one(record, library):
    held = gather(record, library, on=DAY)
    fit = replace(held.appraisal.roles["patient"], unused_answers=(0,))
    roles = {**held.appraisal.roles, "patient": fit}
    said = note(replace(held, appraisal=replace(held.appraisal, roles=roles)))
    assert "1 trade-off answer clashes and does not count until mended." in said
