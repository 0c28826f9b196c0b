"""The picture of a course: what was noted, nothing between, what it means, and when the two agreed to look."""

import datetime as dt
import json
import re
from dataclasses import replace

import pytest

from tests.session.test_follow_up import PLAN, START
from trd_sdm.clinical.course import load_courses
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.evidence import load_library
from trd_sdm.present.charts import course
from trd_sdm.present.theme import NORMAL
from trd_sdm.session.examples import example
from trd_sdm.session.follow_up import follow_up
from trd_sdm.session.record import Record
from trd_sdm.session.series import Point, Series
from trd_sdm.session.tracking import Tracking

ON = dt.date(2026, 11, 27)


@pytest.fixture(scope="module")
def library():
    return load_library()


@pytest.fixture(scope="module")
def names(library):
    return {key: option.short_name for key, option in library.options.items()}


@pytest.fixture(scope="module")
def followed(library):
    return follow_up(example(library), load_clinical(), load_courses(), on=ON)


def rows(chart):
    """Every row drawn, whatever its layer."""
    return [row for held in chart.to_dict()["datasets"].values() for row in held]


def test_every_score_is_drawn_and_nothing_else(followed, names):
    drawn = rows(course.course_chart(followed.series[0], followed, names))
    scores = [(row["value"], row["stretch"]) for row in drawn if "stretch" in row and "said" not in row]
    assert scores == [(point.value, point.stretch) for point in followed.series[0].points]


def test_lines_are_drawn_by_stretch_so_that_a_missing_week_stays_open(followed, names):
    spec = course.course_chart(followed.series[0], followed, names).to_dict()
    (line,) = [layer for layer in spec["layer"] if layer["mark"]["type"] == "line"]
    assert line["encoding"]["detail"]["field"] == "stretch"


def test_bands_goal_days_and_treatments_are_named(followed, names):
    text = json.dumps(course.course_chart(followed.series[0], followed, names).to_dict())
    for said in (
        "moderately",
        "minimal",
        "Dashed line: the goal, 9.",
        "early look",
        "fair trial",
        "rTMS, goes on",
        "Add lithium",
    ):
        assert said in text, said


def test_a_measure_without_bands_or_plan_is_drawn_without_them(followed, names):
    wsas = next(series for series in followed.series if series.measure == "wsas")
    text = json.dumps(course.course_chart(wsas, followed, names).to_dict())
    assert "goal" not in text
    assert "moderate" not in text


def test_nothing_noted_is_nothing_to_draw(followed, names):
    empty = Series("isi", "ISI", 0, 28, (), 7, ())
    with pytest.raises(ValueError, match="no score of ISI to draw yet"):
        course.course_chart(empty, followed, names)


def test_words_and_table_say_the_same_as_the_picture(followed, names):
    series = followed.series[0]
    said = course.describe(series, followed, names)
    assert "14 scores. The first one noted was 20, and it is 7 now." in said
    assert "There are 2 gaps with no score." in said
    assert "rTMS: from 12 October 2026." in said
    table = course.twin(series, followed, names)
    assert table.columns == ("Day", "PHQ-9", "Range", "Treatment")
    assert [row[1] for row in table.rows] == [f"{point.value:g}" for point in series.points]
    assert table.rows[0] == ("10 August 2026", "20", "severe", "Add lithium")
    assert table.rows[7][3] == "Add lithium"
    assert table.rows[8][3] == "rTMS"


def test_many_courses_share_lanes_and_never_lie_over_each_other(library, names):
    courses = tuple(
        {
            "option": "rtms",
            "started_on": START + dt.timedelta(weeks=10 * n),
            "ended_on": START + dt.timedelta(weeks=10 * n + (14 if n % 3 == 0 else 8)),
            "plan": PLAN,
        }
        for n in range(12)
    )
    entry = {"on": START, "scores": ({"measure": "phq9", "score": 20.0},)}
    tracking = Tracking.model_validate({"courses": courses, "entries": (entry,)})
    record = Record(library_version=library.version, tracking=tracking)
    follow = follow_up(record, load_clinical(), load_courses(), on=START + dt.timedelta(weeks=200))
    lanes = course.Lanes(follow.series[0], follow, NORMAL, course.HEIGHT).places
    assert len(set(lanes.values())) < 12
    held = [(lanes[view.place], view.course.started_on, view.course.ended_on) for view in follow.courses]
    for place, (lane, start, _) in enumerate(held):
        assert all(end <= start for other, _, end in held[:place] if other == lane)
    course.course_chart(follow.series[0], follow, names).to_dict()


@pytest.mark.parametrize("width", [280, 800])
@pytest.mark.parametrize("last", [8, 9, 10, 11, 12, 14])
@pytest.mark.parametrize("before", [7, 17])
def test_the_number_of_the_last_score_stands_clear_of_the_line_of_the_goal(followed, names, draw, width, last, before):
    """In the picture it stood on the goal's own words, so that 11 read as the goal."""
    scores = (before, last)
    points = tuple(Point(ON - dt.timedelta(weeks=2 - week), float(value), 0) for week, value in enumerate(scores))
    series = replace(followed.series[0], points=points)
    svg = draw(course.course_chart(series, followed, names), {}, width)
    words = re.findall(r'<text[^>]*translate\([-\d.]+,([-\d.]+)\)"[^>]*font-size="(\d+)px"[^>]*>([^<]*)<', svg)
    said = [y for y, size, text in words if (int(size), text) == (NORMAL.label, str(last))]
    goal = re.search(r'<line[^>]*translate\([-\d.]+,([-\d.]+)\)[^>]*stroke-dasharray="8,4"', svg)
    assert said
    assert abs(float(said[-1]) - NORMAL.label * 0.35 - float(goal[1])) >= NORMAL.label * 0.5
    assert "Dashed line: the goal, 9." in svg


def test_the_signs_of_the_days_are_told_below_the_title_and_only_those_drawn(followed, names):
    told = course.course_chart(followed.series[0], followed, names).to_dict()["title"]["subtitle"]
    assert told == [
        "A lower score is better.",
        "Dashed line: the goal, 9.",
        "Triangle: early look. Diamond: fair trial.",
    ]
    without = replace(followed, courses=())
    assert course.course_chart(followed.series[0], without, names).to_dict()["title"]["subtitle"] == told[:1]


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ((12,), "1 score. It was 12. A lower score is better."),
        ((12, 9, 12), "3 scores. The first one noted was 12, and it is still 12. A lower"),
        ((12, 9), "2 scores. The first one noted was 12, and it is 9 now. A lower"),
    ],
)
def test_a_score_that_is_the_same_again_is_said_to_be_still_that(scores, said):
    points = tuple(Point(START + dt.timedelta(weeks=week), float(value), 0) for week, value in enumerate(scores))
    series = Series("phq9", "PHQ-9", 0, 27, (), 4, points)
    follow = follow_up(Record(library_version="1"), load_clinical(), load_courses(), on=ON)
    assert said in course.describe(series, follow, {})
