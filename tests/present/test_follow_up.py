"""What the follow-up and the plan say: their own next steps, no advice, short words, typed text never as markup."""

import datetime as dt
import re
import statistics

import pytest
from markupsafe import escape

from tests.session.test_follow_up import PLAN, START
from trd_sdm.clinical.course import load_courses
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.evidence import load_library
from trd_sdm.present import follow_up as words
from trd_sdm.present import plan as plan_said
from trd_sdm.present import saved, speech
from trd_sdm.session.follow_up import follow_up
from trd_sdm.session.plan import Plan
from trd_sdm.session.plan_defaults import QUESTIONS, offer
from trd_sdm.session.record import Record
from trd_sdm.session.tracking import Tracking

COURSES = load_courses()
ADVICE = re.compile(r"\b(switch|change (the )?(drug|treatment)|stop (the|this)|you should|must)\b", re.IGNORECASE)
HOSTILE = "<img src=x onerror=alert(1)>"


def panel(scores, week, *, option="stay_optimise", plan=PLAN, agent=None):
    entries = tuple(
        {"on": START + dt.timedelta(weeks=at), "scores": ({"measure": "phq9", "score": float(score)},)}
        for at, score in sorted(scores.items())
    )
    course = {"option": option, "started_on": START, "plan": plan, "agent": agent}
    record = Record(
        library_version=load_library().version,
        tracking=Tracking.model_validate({"courses": (course,), "entries": entries}),
    )
    follow = follow_up(record, load_clinical(), COURSES, on=START + dt.timedelta(weeks=week))
    return words.courses_panel(follow, {}, COURSES.bibliography)


def text(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def test_the_backup_plan_comes_up_when_its_condition_is_met_and_not_before():
    assert "Talk about rTMS." in panel({0: 20, 8: 19}, 8)
    assert words.LOOK in panel({0: 20, 8: 19}, 8)
    for scores, week in (({0: 20, 8: 9}, 8), ({0: 20, 4: 19}, 4), ({0: 20, 7: 19}, 7)):
        assert "Talk about rTMS." not in panel(scores, week)


def test_a_look_before_the_fair_trial_never_says_that_nothing_was_written_down():
    points = ({"kind": "checkpoint", "week": 3}, {"kind": "full_trial", "week": 8})
    before = panel({0: 20, 3: 19}, 3, plan={**PLAN, "decision_points": points})
    assert words.TOO_EARLY in before
    assert words.NO_NEXT not in before
    assert "Talk about rTMS." not in before
    unwritten = panel({0: 20, 8: 19}, 8, plan={**PLAN, "decision_points": points, "if_not": None})
    assert words.NO_NEXT in unwritten
    assert words.TOO_EARLY not in unwritten


def test_early_without_a_gain_the_count_of_those_who_still_respond_stands_with_its_source():
    said = panel({0: 20, 4: 19}, 4)
    assert "Of 100 people with no gain after 4 weeks, about 20 respond by 8 weeks" in text(said)
    assert "href='https://" in said
    assert "Of 100 people" not in panel({0: 20, 4: 10}, 4)


@pytest.mark.parametrize("week", [1, 4, 8, 12, 40])
@pytest.mark.parametrize("score", [4, 10, 15, 19, 25, None])
def test_nothing_says_to_change_a_treatment(week, score):
    said = text(panel({0: 20} | ({} if score is None else {week: score}), week, plan={**PLAN, "if_not": "Our words."}))
    assert not re.search(
        r"\b(switch|change (the )?(drug|treatment)|stop (the|this)|you should|must)\b", said, re.IGNORECASE
    )
    assert speech.slips(said) == ()


def test_typed_words_never_become_markup():
    hostile = {**PLAN, "if_not": HOSTILE, "targets": ({"words": HOSTILE},)}
    said = panel({0: 20, 8: 20}, 8, plan=hostile, agent=HOSTILE)
    assert HOSTILE not in said
    assert said.count(str(escape(HOSTILE))) == 3
    entry = Tracking.model_validate({"entries": ({"on": START, "note": HOSTILE},)}).entries
    assert HOSTILE not in words.entries_table(entry, {})
    assert HOSTILE not in plan_said.checks_list({HOSTILE: HOSTILE})


def test_with_no_checks_the_page_says_so_in_words_and_shows_no_markup():
    assert plan_said.checks_list({}) + plan_said.dates_list(()) == "<p>No checks are written down yet.</p>"


def test_a_long_silence_is_told_while_a_course_runs():
    assert "The last notes are 15 days old." in text(panel({0: 20}, 15 / 7))
    assert "days old" not in panel({0: 20}, 2)


def fixed():
    for module in (words, plan_said):
        for name, value in vars(module).items():
            if name.isupper():
                held = value.values() if isinstance(value, dict) else [value]
                for one in held:
                    yield from one if isinstance(one, tuple) else [one] if isinstance(one, str) else []
    yield from QUESTIONS.values()
    yield from (saved.CHANGED, saved.ASSUMPTIONS)


def everything():
    yield from fixed()
    for scores, week in (({0: 20, 4: 19}, 4), ({0: 20, 8: 19}, 8), ({0: 20, 8: 4}, 9), ({}, 4), ({0: 20}, 40)):
        html = panel(scores, week)
        yield from (text(part) for part in re.findall(r"<p>(.*?)</p>", html))
    library = load_library()
    for option in library.options:
        offered = offer(option, COURSES)
        html = plan_said.offer_panel(
            offered, library.options[option].short_name, Plan(option=option), COURSES.bibliography
        )
        yield from (text(part) for part in re.findall(r"<li>(.*?)</li>", html))


def test_what_patients_read_is_short_and_plain(grade):
    graded = {said: grade(said) for said in dict.fromkeys(everything()) if len(said.split()) >= 6}
    assert len(graded) > 80
    long_words = {said: level for said, level in graded.items() if level > 8 and not said.startswith("Lithium level")}
    assert {said: level for said, level in long_words.items() if said in set(fixed())} == {}
    assert statistics.median(graded.values()) <= 6


def test_nothing_says_what_we_do_not_say():
    assert {said: speech.slips(said) for said in everything() if speech.slips(said)} == {}


def test_each_cell_of_the_notes_carries_its_head_for_a_phone():
    held = {"on": START, "side_effects": 2, "note": "Cooked twice."}
    (entry,) = Tracking.model_validate({"entries": (held,)}).entries
    said = words.entries_table((entry,), {entry.on: {"PHQ-9": "7"}})
    heads = ("PHQ-9", "Side effects", "Note")
    assert [said.count(f"<td data-label='{head}'>") for head in heads] == [1, 1, 1]
    assert "<td data-label='PHQ-9'>7</td>" in said
    assert "<td data-label='Side effects'>2 of 10</td>" in said
