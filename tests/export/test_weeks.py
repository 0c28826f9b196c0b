"""What was noted since the last talk stands on paper: how each course goes, and that a day has come to look at it."""

import datetime as dt
import re

import pytest

from tests.export.conftest import DAY, whole_record
from trd_sdm.export.gathered import gather
from trd_sdm.export.note import note
from trd_sdm.export.story import tell
from trd_sdm.present.follow_up import NO_NEXT, TOO_EARLY
from trd_sdm.session.record import Record
from trd_sdm.session.tracking import Tracking

MAGNET = 'Magnetic stimulation (rTMS) "rTMS, left side"'
START = dt.date(2026, 10, 2)
POINTS = ({"kind": "early_signal", "week": 4}, {"kind": "full_trial", "week": 8})
PLAN = {"measure": "phq9", "decision_points": POINTS, "if_not": "Talk about ECT.", "if_helps": "Go on."}


def with_weeks(library, scores, *, week, ended=None, plan=PLAN, start=START):
    entries = tuple(
        {"on": start + dt.timedelta(weeks=at), "scores": ({"measure": "phq9", "score": float(score)},)}
        for at, score in sorted(scores.items())
    )
    course = {"option": "stay_optimise", "started_on": start, "plan": plan, "ended_on": ended, "agent": "sertraline"}
    tracking = Tracking.model_validate({"courses": (course,), "entries": entries})
    record = Record(library_version=library.version, tracking=tracking)
    return gather(record, library, on=start + dt.timedelta(weeks=week))


def on_paper(held):
    return " ".join(block.text for block in tell(held).section("follow_up").blocks)


def test_the_note_tells_the_course_its_scores_and_the_agreed_next_step(followed):
    lines = note(followed).splitlines()
    told = [lines.index(next(line for line in lines if line.startswith(name))) for name in ('Add lithium "', MAGNET)]
    lithium, magnet = told
    assert lines[lithium].endswith("ended; 8 weeks.")
    assert "no response" in lines[lithium + 1]
    assert lines[magnet] == f"{MAGNET}: from 2026-10-12, goes on; 6 weeks."
    assert re.search(r"PHQ-9: 16 at the start, 7 \(mild\) on 2026-11-23, response", lines[magnet + 1])
    assert "week 6 (2026-11-23); response or remission." in lines[magnet + 2]
    assert lines[magnet + 3] == '    Agreed for this case: "Go on with what keeps me well. Ask about top-up sessions."'


def test_the_long_note_names_every_score_and_leaves_gaps_out(followed):
    told = next(line for line in note(followed, long=True).splitlines() if line.startswith("PHQ-9: 2026-"))
    series = next(one for one in followed.followed().series if one.measure == "phq9")
    for point in series.points:
        assert f"{point.on.isoformat()} {point.value:g}" in told
    assert told.count("2026-") == len(series.points)


def test_a_note_of_a_record_with_no_weeks_has_no_such_part(held):
    assert "FOLLOW-UP" not in note(held)


def test_while_the_stop_holds_no_course_is_told(followed, library):
    log = {"checks": followed.record.safety.model_dump()["checks"]}
    assert "FOLLOW-UP" not in note(gather(followed.record.with_(safety=log), library, on=DAY))


def test_the_paper_says_how_it_goes_and_what_was_agreed_for_that(followed):
    said = on_paper(followed)
    assert "PHQ-9: 16 at the start, 7 on 23 November 2026." in said
    assert "Time to look at this together: week 6, 23 November 2026." in said
    assert "Go on with what keeps me well." in said
    assert "lithium" not in said.lower(), "a course that ended is told only where none goes on"


def test_early_without_a_gain_the_paper_counts_those_who_still_respond_with_its_source(library):
    held = with_weeks(library, {0: 20, 4: 19}, week=4)
    said = on_paper(held)
    assert "about 20 respond by 8 weeks on the same plan" in said
    number = re.search(r"\(From source (\d+)\.\)", said)[1]
    (sources,) = (block for block in tell(held).section("sources").blocks if block.kind == "sources")
    assert any(source[0] == number and source[2].startswith("https://") for source in sources.sources)
    assert TOO_EARLY in said
    assert "Talk about ECT." not in said


@pytest.mark.parametrize(("scores", "step"), [({0: 20, 8: 19}, "Talk about ECT."), ({0: 20, 8: 9}, "Go on.")])
def test_at_the_full_trial_the_agreed_next_step_stands_on_paper(library, scores, step):
    assert step in on_paper(with_weeks(library, scores, week=8))


def test_where_nothing_was_agreed_for_the_case_the_paper_says_so(library):
    assert NO_NEXT in on_paper(with_weeks(library, {0: 20, 8: 19}, week=8, plan={**PLAN, "if_not": None}))


def test_the_course_that_ended_last_is_told_where_none_goes_on(library):
    said = on_paper(with_weeks(library, {0: 20, 8: 9}, week=12, ended=START + dt.timedelta(weeks=8)))
    assert "From 2 October 2026 to 27 November 2026: 8 weeks." in said
    assert "Time to look" not in said


def test_a_first_score_of_weeks_ago_is_not_called_the_score_of_now(followed):
    (said,) = (
        block.text for block in tell(followed).section("plan").blocks if block.kind == "text" and "PHQ-9" in block.text
    )
    assert said == "We follow it with the PHQ-9. At the start: 16. We aim for: 9."


def test_weeks_that_have_begun_are_not_called_the_next_ones(followed, library):
    assert tell(followed).section("weeks").title == "The 12 weeks from 12 October 2026"
    ahead = gather(whole_record(library), library, on=DAY)
    assert tell(ahead).section("weeks").title == "The next 12 weeks"


def test_the_short_note_says_why_care_is_asked_for(library):
    record = Record(
        library_version=library.version,
        shortlist=("stay_optimise", "augment_lithium"),
        facts={"answers": {"kidney_disease": "yes"}},
    )
    held = gather(record, library, on=DAY)
    standing = held.review.standing("augment_lithium")
    assert standing.verdict.level == "caution"
    for one in standing.verdict.fired:
        assert one.clinician in note(held)
