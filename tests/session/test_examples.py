"""The made-up case is whole, marked as made up, and shows what a record of years holds."""

import datetime as dt
import json

from trd_sdm.clinical.course import load_courses
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.evidence.compiled import data_folder
from trd_sdm.evidence.validate import validate_path
from trd_sdm.session.examples import example, example_text
from trd_sdm.session.follow_up import follow_up
from trd_sdm.session.record_file import parse_record


def test_the_file_has_no_fault_and_holds_nothing_that_opening_drops(library):
    assert validate_path(data_folder() / "records" / "example.json") == []
    stored = json.loads(example_text())
    opened = json.loads(parse_record(example_text(), library).to_json())
    assert {name: opened[name] for name in stored} == stored


def test_it_says_that_it_is_made_up(library):
    case = example(library)
    assert case.mode == "teaching"
    assert "Made-up case" in case.visit.note
    assert case.library_version == library.version


def test_sixteen_weeks_are_followed_with_gaps_and_two_courses(library):
    case = example(library)
    first, last = case.tracking.entries[0].on, case.tracking.entries[-1].on
    assert (last - first) == dt.timedelta(weeks=15)
    assert len(case.tracking.entries) == 14, "two weeks were missed"
    lithium, magnet = follow_up(case, load_clinical(), load_courses(), on=dt.date(2026, 11, 27)).courses
    assert (lithium.course.option, lithium.change, lithium.is_running) == ("augment_lithium", "no_response", False)
    assert (magnet.course.option, magnet.change, magnet.weeks) == ("rtms", "response", 6)
    assert magnet.now.outcome == "helps"
    assert {point.stretch for point in magnet.series.points} == {0, 1, 2}


def test_the_stop_of_the_bad_week_was_acted_on(library):
    case = example(library)
    assert [check.item9 for check in case.safety.checks].count(1) >= 1
    assert case.safety.acknowledgements
    assert not case.is_stopped


def test_the_course_that_ended_stands_among_the_past_trials(library):
    trial = example(library).past.trials[-1]
    assert (trial.role, trial.outcome, trial.weeks, trial.daily_dose) == ("augmentation", "partial", 8.0, 900.0)
