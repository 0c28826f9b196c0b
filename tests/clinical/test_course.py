"""Every option has a course; each figure has its source or its gap; what is broken is named in one go."""

from __future__ import annotations

import copy
import shutil
import statistics

import pytest
import yaml

from trd_sdm.clinical.course import decision_points, late_gain, load_courses
from trd_sdm.clinical.course_calendar import calendar
from trd_sdm.clinical.course_data import Amount, AtWeeks, Checkpoint
from trd_sdm.clinical.sourced import cited
from trd_sdm.evidence import LibraryFaults, load_library
from trd_sdm.evidence.compiled import data_folder
from trd_sdm.present import speech

COURSES = load_courses()
LIBRARY = load_library()
FOR_CLINICIANS = {"note", "sources", "basis", "id", "kind", "where", "unit", "option", "evidence"}
WORDS_TO_MEASURE = 5  # a grade of two or three words says nothing


def values(value):
    """Give every value of a kind inside a course."""
    if hasattr(type(value), "model_fields"):
        yield value
        for name in type(value).model_fields:
            yield from values(getattr(value, name))
    elif hasattr(value, "items"):
        yield from (inner for held in value.values() for inner in values(held))
    elif isinstance(value, tuple):
        yield from (inner for held in value for inner in values(held))


def texts(value):
    if hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            if name not in FOR_CLINICIANS:
                yield from texts(getattr(value, name))
    elif hasattr(value, "items"):
        yield from (text for held in value.values() for text in texts(held))
    elif isinstance(value, tuple):
        yield from (text for held in value for text in texts(held))
    elif isinstance(value, str):
        yield value


@pytest.fixture
def edit(tmp_path):
    """Copy the data and change the courses through their plain data."""
    for name in ("courses.yaml", "sources.json"):
        shutil.copy(data_folder() / "clinical" / name, tmp_path / name)

    def change(how):
        path = tmp_path / "courses.yaml"
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        how(data)
        path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8")
        return tmp_path

    return change


def faults(folder):
    with pytest.raises(LibraryFaults) as caught:
        load_courses(folder)
    return str(caught.value)


def test_every_option_has_a_course_and_they_are_read_once():
    assert tuple(COURSES.courses) == tuple(LIBRARY.options)
    assert load_courses() is COURSES
    assert all(COURSES[key].option == key for key in LIBRARY.options)
    assert "homeopathy" not in COURSES


def test_every_source_resolves_and_every_stated_figure_names_one():
    assert {key for _, key in cited(COURSES)} <= set(COURSES.bibliography)
    held = [value for value in values(COURSES.courses) if isinstance(value, Amount | AtWeeks | Checkpoint)]
    assert len(held) > 150
    for value in held:
        assert getattr(value, "gap", None) or value.basis == "inferred" or value.sources, value


@pytest.mark.parametrize("option", list(LIBRARY.options))
def test_each_option_says_when_to_look_or_that_it_is_not_known(option):
    early, full = (
        next(point for point in COURSES[option].checkpoints if point.kind == kind)
        for kind in ("early_signal", "full_trial")
    )
    for point in (early, full):
        assert point.known != bool(point.gap)
        assert point.means
    onset = LIBRARY.estimate(option, "onset")
    if early.known and COURSES[option].wait is None:
        assert onset.low - 0.02 <= early.ends[0]
        assert early.ends[1] <= onset.high


def test_what_the_sources_do_not_say_is_a_gap():
    assert not COURSES["dbs"].no_driving.days_per_visit.known
    assert COURSES["dbs"].phases[0].visits[0].gap
    assert COURSES["rtms"].phases[-1].visits[0].gap
    assert COURSES["ect"].phases[-1].visits[0].gap
    assert next(point for point in COURSES["dbs"].checkpoints if point.kind == "early_signal").gap


def only(option, phase):
    return next(held for held in COURSES[option].phases if held.id == phase).visits[0]


@pytest.mark.parametrize(
    ("found", "ends", "source"),
    [
        (only("rtms", "course").times, (20, 30), "canmat2023"),
        (only("rtms", "course").per_week, (5, 5), "canmat2023"),
        (only("ect", "course").times, (6, 12), "canmat2023"),
        (only("ect", "course").per_week, (2, 3), "canmat2023"),
        (only("ect", "course").hours, (3, 4), "ucla_ect"),
        (only("esketamine", "induction").per_week, (2, 2), "spravato_epo"),
        (only("esketamine", "optimisation").per_week, (1, 1), "spravato_epo"),
        (only("esketamine", "maintenance").every_weeks, (1, 2), "spravato_epo"),
        (COURSES["esketamine"].no_driving.days_per_visit, (1, 1), "spravato_pi"),
        (only("iv_ketamine", "top_up").every_weeks, (1, 4), "canmat2023"),
        (only("tdcs", "first_weeks").per_week, (5, 5), "tdcs_psyr"),
        (only("tdcs", "later_weeks").per_week, (3, 3), "tdcs_psyr"),
        (only("cbt", "course").times, (12, 18), "wiles2013_ebmh"),
        (only("ipt", "course").times, (12, 16), "canmat2023"),
        (COURSES["maoi"].wait, (2, 5), "canmat2023"),
    ],
)
def test_a_published_schedule_stands_as_it_was_read(found, ends, source):
    assert found.ends == ends
    assert source in found.sources
    assert found.basis == "stated"


def test_esketamine_asks_for_two_hours_and_a_night_of_sleep_before_driving():
    course = COURSES["esketamine"]
    assert only("esketamine", "induction").hours.ends[0] == 2
    assert "at least 2 hours" in " ".join(test.also or "" for test in course.monitoring)
    assert "until the next day, after a night of sleep" in course.no_driving.text


def test_lithium_levels_are_those_of_four_guidelines():
    level = COURSES["augment_lithium"].monitoring[0]
    assert {target.sources[0]: target.ends for target in level.targets} == {
        "gpn_lithium": (0.4, 1.0),
        "canmat2023": (0.5, 0.8),
        "taylor2020": (0.4, 0.8),
        "etg": (0.4, 0.6),
    }
    assert level.unit == "mmol/L"
    assert level.at_weeks.most[0] == 1
    assert level.then_every_weeks.ends == (13, 13)


def test_of_100_with_no_gain_at_week_4_20_still_respond_by_week_8():
    gain = late_gain(COURSES, "stay_optimise")
    assert (gain.per_100, gain.no_gain_at_week, gain.by_week) == (20, 4, 8)
    assert gain.sources == ("kudlow2014",)
    assert gain.evidence == ("MED-027",)
    assert "1 in 5" in LIBRARY.findings["MED-027"].finding
    assert late_gain(COURSES, "ect") is None
    spray = late_gain(COURSES, "esketamine")
    assert f"{spray.per_100}%" in LIBRARY.findings["ESK-025"].finding
    assert f"{spray.comparator_per_100}%" in LIBRARY.findings["ESK-025"].finding


def test_decision_points_come_in_the_order_of_weeks_and_gaps_last():
    for option in LIBRARY.options:
        points = decision_points(COURSES[option])
        weeks = [point.week for point in points if point.known]
        assert weeks == sorted(weeks)
        assert {point.kind for point in points} >= {"early_signal", "full_trial"}
    assert [point.kind for point in decision_points(COURSES["dbs"])] == ["full_trial", "early_signal"]
    for option in ("ect", "rtms", "iv_ketamine"):
        assert all(point.visits is not None for point in decision_points(COURSES[option])), option


@pytest.mark.parametrize("option", list(LIBRARY.options))
def test_eight_weeks_agree_with_what_the_profile_says_of_hours_and_driving(option):
    made = calendar(COURSES[option], weeks=8)
    for criterion, load, known in (
        ("clinic_hours_8wk", made.load.hours, made.visits_known),
        ("no_driving_days_8wk", made.load.no_driving, made.driving_known),
    ):
        cell = LIBRARY.estimate(option, criterion)
        assert cell.no_good_data is not known
        if known:
            assert load.low - 0.06 <= cell.value <= load.high, (criterion, load, cell.value)
            assert cell.low - 1.01 <= load.low, criterion
            assert load.high <= cell.high + 0.06, criterion


@pytest.mark.parametrize("option", ["esketamine", "iv_ketamine", "rtms", "ect", "tdcs", "maoi"])
def test_a_set_schedule_gives_the_same_hours_as_the_profile(option):
    cell, hours = LIBRARY.estimate(option, "clinic_hours_8wk"), calendar(COURSES[option], weeks=8).load.hours
    assert (hours.low, hours.high) == pytest.approx((cell.low, cell.high), abs=0.06)


def test_every_sentence_is_within_grade_eight_and_the_middle_one_within_six(grade):
    shown = [text for text in dict.fromkeys(texts(COURSES.courses)) if len(text.split()) >= WORDS_TO_MEASURE]
    graded = {text: grade(text) for text in shown}
    assert len(graded) > 90
    assert {text: level for text, level in graded.items() if level > 8} == {}
    assert statistics.median(graded.values()) <= 6


def test_nothing_is_said_that_we_do_not_say():
    shown = list(texts(COURSES.courses))
    assert {text: speech.slips(text) for text in shown if speech.slips(text)} == {}


PLANTED = [
    (lambda courses: courses.pop("ect"), "courses.ect (line", "this option has no course"),
    (
        lambda courses: courses.update(homeopathy=copy.deepcopy(courses["cbt"])),
        "courses.homeopathy",
        "this option is not known",
    ),
    (
        lambda courses: courses["dbs"]["phases"][0].update(visits=[]),
        "courses.dbs.phases.0",
        "visits is an empty list; it holds at least one item",
    ),
    (
        lambda courses: courses["rtms"]["phases"][1]["visits"][0]["times"].update(sources=["hearsay"]),
        "courses.rtms.phases.1.visits.0.times.sources.0",
        "this source is not known",
    ),
    (
        lambda courses: courses["rtms"]["phases"][1]["visits"][0]["times"].update(low=40),
        "courses.rtms.phases.1.visits.0.times",
        "low lies above high",
    ),
    (
        lambda courses: courses["rtms"]["phases"][1]["visits"][0]["times"].update(sources=[]),
        "courses.rtms.phases.1.visits.0.times",
        "a figure that is stated names its sources",
    ),
    (
        lambda courses: courses["dbs"]["no_driving"]["days_per_visit"].update(low=1, high=1),
        "courses.dbs.no_driving.days_per_visit",
        "a gap holds no figure",
    ),
    (
        lambda courses: courses["cbt"]["phases"][0]["visits"][0].update(every_weeks={"gap": "Not said."}),
        "courses.cbt.phases.0.visits.0",
        "give exactly one of per_week, every_weeks, at_weeks, gap",
    ),
    (
        lambda courses: courses["ect"]["no_driving"].update(phases=["cours"]),
        "courses.ect",
        "no_driving names the phase cours; phases here: course, go_on",
    ),
    (
        lambda courses: courses["ipt"]["checkpoints"].pop(1) and courses["ipt"]["checkpoints"].append(
            copy.deepcopy(courses["ipt"]["checkpoints"][0])
        ),
        "courses.ipt",
        "checkpoints must hold one early_signal",
    ),
    (lambda courses: courses["vns"]["phases"].reverse(), "courses.vns", "phases of kind before come first"),
    (
        lambda courses: courses["tdcs"]["phases"][1].pop("weeks"),
        "courses.tdcs",
        "the phase first_weeks has no end",
    ),
    (
        lambda courses: courses["augment_lithium"]["monitoring"][0]["at_weeks"].update(most=[2, 1]),
        "courses.augment_lithium.monitoring.0.at_weeks",
        "the weeks of most do not rise",
    ),
    (
        lambda courses: courses["maoi"]["phases"][1].update(kind="trial"),
        "courses.maoi.phases.1.kind",
        "this is not one of the words allowed",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("how", "place", "message"), PLANTED)
def test_a_fault_is_named_with_place_and_line(edit, how, place, message):
    told = faults(edit(lambda data: how(data["courses"])))
    (line,) = [line for line in told.splitlines() if message in line]
    assert f"courses.yaml: {place}" in line
    assert "(line " in line


def test_every_fault_is_told_in_one_go(edit):
    def break_it(data):
        for how in (PLANTED[0][0], PLANTED[4][0], PLANTED[6][0], PLANTED[12][0]):
            how(data["courses"])

    told = faults(edit(break_it))
    assert "4 faults" in told
    for _, place, message in (PLANTED[0], PLANTED[4], PLANTED[6], PLANTED[12]):
        assert place in told
        assert message in told


def test_a_missing_file_is_one_fault(edit):
    folder = edit(lambda data: None)
    (folder / "courses.yaml").unlink()
    assert faults(folder).endswith("courses.yaml: there is no such file")
