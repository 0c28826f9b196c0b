"""The calendar in words, as a table and as HTML: the same numbers, every source linked, everything escaped."""

from __future__ import annotations

import datetime as dt
import re
import statistics

import pytest

from trd_sdm.clinical.course import load_courses
from trd_sdm.clinical.course_calendar import calendar
from trd_sdm.clinical.sourced import cited
from trd_sdm.clinical.washout import CANNOT_TELL, Washout
from trd_sdm.evidence import load_library
from trd_sdm.present import course_parts, course_words, speech
from trd_sdm.present.calendar import HEADS, NOT_IN_STEP, WAIT, calendar_html, calendar_text, calendar_twin, source_list
from trd_sdm.present.charts import calendar as chart
from trd_sdm.present.labels import option_label

LIBRARY, COURSES = load_library(), load_courses()
OPTIONS = list(LIBRARY.options)
NOW = dt.date(2026, 12, 7)
WORDS_TO_MEASURE = 5  # a grade of two or three words says nothing


def made(option, **more):
    return calendar(COURSES[option], **more)


def row(option, begins, **more):
    return next(line for line in calendar_twin(made(option, **more)).rows if str(line[0]).startswith(begins))


def test_weeks_that_ask_for_the_same_stand_in_one_row_and_the_total_stands_last():
    table = calendar_twin(made("esketamine", start=NOW))
    assert table.columns == HEADS
    assert [line[0] for line in table.rows] == [
        "Before the start",
        "Weeks 1 to 3, from 7 December 2026",
        "Week 4, from 28 December 2026",
        "Weeks 5 to 8, from 4 January 2027",
        "Weeks 9 to 12, from 1 February 2027",
        "All 12 weeks",
    ]
    assert table.rows[1][1:] == ("2 visits", "4 to 6 hours", "2 days", "none", "A first gain may show.")
    assert table.rows[3][1] == "0 to 1 visit, only if it helps"
    assert table.rows[-1][1:4] == ("9 to 17 visits", "17 to 49 hours", "8 to 16 days")


def test_without_a_start_weeks_have_numbers_only():
    assert not re.search(r"\d{4}", " ".join(str(line[0]) for line in calendar_twin(made("ect")).rows))


@pytest.mark.parametrize("option", OPTIONS)
def test_every_week_stands_in_exactly_one_row(option):
    weeks = []
    for when, *_ in calendar_twin(made(option)).rows:
        found = re.fullmatch(r"Weeks? (\d+)(?: to (\d+))?", when)
        if found:
            weeks += range(int(found[1]), int(found[2] or found[1]) + 1)
    assert weeks == list(range(1, 13))


def test_a_wait_is_said_and_nothing_stands_in_it():
    gap = Washout("maoi", (), NOW + dt.timedelta(days=35), ())
    first, before = calendar_twin(made("maoi", start=NOW, washout=gap)).rows[:2]
    assert before[0] == "Before the start"
    assert first == ("Weeks 1 to 5, from 7 December 2026", "none", "none", "none", "none", WAIT)
    assert "Time to judge comes later" in row("maoi", "All", start=NOW, washout=gap)[-1]


def test_a_day_that_is_not_known_is_said():
    gap = Washout("maoi", (), None, ("asked",))
    said = calendar_text("MAOI", made("maoi", start=NOW, washout=gap))
    assert CANNOT_TELL in said
    assert "The weeks of treatment have no dates yet." in said
    assert "2026" not in said
    assert "2026" not in calendar_text("MAOI", made("maoi", start=NOW))


def test_what_is_not_known_is_written_and_never_a_zero_or_none():
    line = row("dbs", "Weeks 1 to 12")
    assert line[1:3] == ("not known", "not known")
    assert row("dbs", "All")[1:4] == ("no good data", "no good data", "not known")
    assert "Not counted: Our sources name no driving rule." in calendar_text("DBS", made("dbs"))
    assert row("ect", "Weeks 9 to 12")[1:4] == ("not known", "not known", "not known")
    assert row("stay_optimise", "All")[3] == "no ban named"


def test_weeks_that_do_not_simply_add_up_say_why():
    assert NOT_IN_STEP in calendar_text("ECT", made("ect"))
    assert NOT_IN_STEP not in calendar_text("rTMS", made("rtms"))


@pytest.mark.parametrize("option", OPTIONS)
def test_every_source_of_a_course_is_linked_from_its_parts(option):
    course = COURSES[option]
    shown = {link.id for part in course_parts.parts(course, COURSES) for line in part.lines for link in line.links}
    named = {key for _, key in cited(course)}
    if option in COURSES.late_gain.options:
        named |= set(COURSES.late_gain.sources)
    assert shown == named


def test_a_sentence_says_what_it_rests_on():
    parts = {part.name: part.lines for part in course_parts.parts(COURSES["esketamine"], COURSES)}
    stated = next(line for line in parts["Driving"])
    assert (stated.basis, [link.id for link in stated.links]) == ("", ["spravato_pi2019_p2", "spravato_pi"])
    assumed = parts["Visits"][0]
    assert (assumed.basis, assumed.links) == (course_parts.JUDGEMENT, ())
    assert parts["Visits"][1].basis == course_parts.OUR_READING
    said = " ".join(line.text for line in parts["When to look at it together"])
    assert "about 55 respond by 4 weeks on the same plan. About 45 do not." in said


def test_those_who_gain_late_are_told_in_both_frames():
    assert course_words.late_gain_words(COURSES.late_gain).startswith(
        "Of 100 people with no gain after 4 weeks, about 20 respond by 8 weeks on the same plan. About 80 do not."
    )
    looks = course_parts.parts(COURSES["stay_optimise"], COURSES)[3]
    assert any("about 20 respond by 8 weeks" in line.text for line in looks.lines)


@pytest.mark.parametrize("option", OPTIONS)
def test_the_page_holds_every_row_and_every_link_leads_to_the_list(option):
    html = calendar_html(LIBRARY.options[option].short_name, made(option, start=NOW), COURSES)
    assert html.count('<tr role="row"') == len(calendar_twin(made(option, start=NOW)).rows) + 1
    assert html.count('class="trd-total"') == 1
    listed = source_list(option, COURSES)
    for number in set(re.findall(r">\[(\d+)\]<", html)):
        assert f'id="trd-source-{number}"' in listed
    assert "{{" not in html
    assert ">None<" not in html


def test_a_name_is_escaped():
    html = calendar_html("<script>alert(1)</script>", made("cbt"), COURSES)
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def patient_texts():
    for option in OPTIONS:
        label = option_label(LIBRARY.options[option])
        for more in ({}, {"start": NOW, "washout": Washout(option, (), NOW + dt.timedelta(days=20), ())}):
            held = made(option, **more)
            yield from calendar_text(label.text, held).splitlines()
            yield chart.describe({option: held}, [label])
        yield from (line.text for part in course_parts.parts(COURSES[option], COURSES) for line in part.lines)


def test_every_text_is_within_grade_eight_and_the_middle_one_within_six(grade):
    shown = [text for text in dict.fromkeys(patient_texts()) if len(text.split()) >= WORDS_TO_MEASURE]
    graded = {text: grade(text) for text in shown}
    assert len(graded) > 300
    assert {text: level for text, level in graded.items() if level > 8} == {}
    assert statistics.median(graded.values()) <= 6


def test_nothing_is_said_that_we_do_not_say():
    assert {text: speech.slips(text) for text in patient_texts() if speech.slips(text)} == {}
