"""A follow-up of 200 weeks against one of 16, in one run: ``python -m tests.benchmarks.bench_follow_up``.

Medians of calls that take turns; ratios are what counts, since a busy machine slows both sides alike. The goal for the
drawing itself (layout and SVG, as in the browser, by the same Vega) is under a second for 200 weeks.
"""

from __future__ import annotations

import datetime as dt

import vl_convert

from tests.benchmarks.bench_mcda import medians
from trd_sdm.clinical.course import load_courses
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.evidence import load_library
from trd_sdm.present.charts.course import course_chart
from trd_sdm.session.follow_up import FollowUp, follow_up
from trd_sdm.session.record import Record
from trd_sdm.session.record_file import parse_record
from trd_sdm.session.tracking import Tracking

START = dt.date(2023, 1, 2)
LONG, SHORT = 200, 16
GOAL = 1.0  # seconds, for the drawing of 200 weeks


def record_of(weeks: int) -> Record:
    """A made-up record: a PHQ-9 in full each week with every ninth missing, a course every 26 weeks."""
    items = [item.id for item in load_clinical().instruments["phq9"].items]
    entries = tuple(
        {
            "on": START + dt.timedelta(weeks=week),
            "answers": ({"instrument": "phq9", "answers": {item: (week + n) % 4 for n, item in enumerate(items)}},),
            "ratings": {"mood": week % 11, "energy": (week + 3) % 11},
            "note": f"Week {week}.",
        }
        for week in range(weeks)
        if week % 9  # some weeks are missing
    )
    points = ({"kind": "early_signal", "week": 4}, {"kind": "full_trial", "week": 8})
    courses = tuple(
        {
            "option": "rtms",
            "started_on": START + dt.timedelta(weeks=week),
            "ended_on": START + dt.timedelta(weeks=week + 20),
            "plan": {"measure": "phq9", "decision_points": points},
        }
        for week in range(0, weeks, 26)
    )
    tracking = Tracking.model_validate({"courses": courses, "entries": entries})
    return Record(library_version=load_library().version, tracking=tracking)


def followed(record: Record, weeks: int) -> FollowUp:
    return follow_up(record, load_clinical(), load_courses(), on=START + dt.timedelta(weeks=weeks))


def main() -> int:
    library = load_library()
    names = {key: option.short_name for key, option in library.options.items()}
    records = {weeks: record_of(weeks) for weeks in (SHORT, LONG)}
    texts = {weeks: record.to_json() for weeks, record in records.items()}
    views = {weeks: followed(record, weeks) for weeks, record in records.items()}

    def spec(weeks: int) -> dict[str, object]:
        made = course_chart(views[weeks].series[0], views[weeks], names).to_dict()
        return {**made, "width": 760}

    specs = {weeks: spec(weeks) for weeks in records}
    steps = {
        "open the record": lambda weeks: parse_record(texts[weeks], library),
        "work it out": lambda weeks: followed(records[weeks], weeks),
        "make the chart": spec,
        "draw the chart": lambda weeks: vl_convert.vegalite_to_svg(specs[weeks]),
    }
    print(f"{'':<18}{SHORT:>9} weeks{LONG:>9} weeks   ratio")
    drawn = 0.0
    for name, step in steps.items():
        short, long = medians(lambda step=step: step(SHORT), lambda step=step: step(LONG), repeats=7)
        print(f"{name:<18}{short * 1000:>11.1f} ms{long * 1000:>11.1f} ms   {long / short:.1f}")
        drawn = long
    ok = drawn < GOAL
    print(f"{LONG} weeks drawn in {drawn:.2f} s: {'under' if ok else 'OVER'} the goal of {GOAL:g} s")
    return 0 if ok else 1


if __name__ == "__main__":
    raise SystemExit(main())
