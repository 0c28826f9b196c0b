"""A follow-up of years is drawn at once."""

import time

import vl_convert

from tests.benchmarks.bench_follow_up import GOAL, LONG, followed, record_of
from trd_sdm.present.charts.course import course_chart


def drawn(spec):
    began = time.perf_counter()
    made = vl_convert.vegalite_to_svg(spec)
    return made, time.perf_counter() - began


def test_two_hundred_weeks_are_drawn_in_under_a_second():
    """About a twentieth of that on a quiet machine; the quickest of three counts, since others may keep it busy."""
    follow = followed(record_of(LONG), LONG)
    series = follow.series[0]
    assert len(series.points) > 170
    assert series.points[-1].stretch > 15, "weeks that were missed are gaps"
    spec = {**course_chart(series, follow, {}).to_dict(), "width": 760}
    tries = [drawn(spec) for _ in range(3)]
    assert "<svg" in tries[0][0]
    assert min(seconds for _, seconds in tries) < GOAL
