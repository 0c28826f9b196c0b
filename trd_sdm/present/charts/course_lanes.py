"""What stands below zero on the chart of a course: each treatment's name above its bar, and the days to look at it.

No name stands in a bar, since on a phone no bar is as wide as its name; and a day is a small sign on its bar, told
below the title, since two days two weeks apart leave no room for words.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import altair as alt

from trd_sdm.present.theme import ACCENT, ACCENT_SOFT, CARD, INK, MUTED, TypeSizes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trd_sdm.session.follow_up import CourseView, FollowUp
    from trd_sdm.session.series import Series

LANES_AT_MOST = 5
BAR, APART = 16, 12
"""Height of a bar, and the room between it and the next name, in px."""
BESIDE = 60
"""Room on the right, below the names of the bands, in px at the least."""
SIGNS = {
    "early_signal": ("early look", "Triangle", "triangle-up", CARD),
    "full_trial": ("fair trial", "Diamond", "diamond", INK),
    "checkpoint": ("look", "Circle", "circle", CARD),
}
_SIGN = 80


@dataclass(frozen=True, slots=True)
class Lanes:
    """The lanes of a chart whose scores are `height` px high.

    Parameters
    ----------
    series : Series
    follow : FollowUp
    sizes : TypeSizes
    height : int
    """

    series: Series
    follow: FollowUp
    sizes: TypeSizes
    height: int

    @property
    def places(self) -> dict[int, int]:
        """The lane of each course: its own while they are few, else the first that is free on its days."""
        courses = self.follow.courses
        if len(courses) <= LANES_AT_MOST:
            return {view.place: lane for lane, view in enumerate(courses)}
        lanes: dict[int, int] = {}
        busy: list[dt.date] = []
        for view in courses:
            lane = next((n for n, until in enumerate(busy) if until <= view.course.started_on), len(busy))
            busy[lane : lane + 1] = [until_day(view, self.follow)]
            lanes[view.place] = lane
        return lanes

    @property
    def below(self) -> int:
        """Room for all lanes below zero, in px; the last number may stand below its dot."""
        count = max(self.places.values(), default=-1) + 1
        return self._first + count * self._lane

    @property
    def floor(self) -> float:
        """What the scale begins at."""
        return self._at(self.below)

    @property
    def _first(self) -> int:
        return self.sizes.label + 8

    @property
    def _name(self) -> int:
        return int(1.4 * self.sizes.small)

    @property
    def _lane(self) -> int:
        return self._name + BAR + APART

    def _at(self, px: float) -> float:
        """Give what stands so far below zero on the scale of the scores."""
        return self.series.low - px * (self.series.high - self.series.low) / self.height

    def rows(self, names: Mapping[str, str]) -> list[dict[str, Any]]:
        """Give each course with its place; where a lane is shared, also the day its name must end by."""
        places = self.places
        shared = len(set(places.values())) < len(places)
        return [self._row(view, names, places, shared=shared) for view in self.follow.courses]

    def _row(
        self, view: CourseView, names: Mapping[str, str], places: dict[int, int], *, shared: bool
    ) -> dict[str, Any]:
        lane, start = places[view.place], view.course.started_on
        top = self._first + lane * self._lane
        later = [
            other.course.started_on
            for other in self.follow.courses
            if places[other.place] == lane and other.course.started_on > start
        ]
        name = names.get(view.course.option, view.course.option)
        return {
            "on": ms(start),
            "end": ms(until_day(view, self.follow)),
            "value": self._at(top + self._name),
            "floor": self._at(top + self._name + BAR),
            "middle": self._at(top + self._name / 2),
            "name": name,
            "whole": f"{name}, goes on" if view.is_running else name,
            "shared": shared,
            "until": ms(min(later)) if later else None,
        }

    def looks(self) -> list[dict[str, Any]]:
        """Give the days agreed on, each on the bar of its course."""
        places = self.places
        found = []
        for view in self.follow.courses:
            middle = self._at(self._first + places[view.place] * self._lane + self._name + BAR / 2)
            for look in view.looks:
                if view.is_running or look.when == "passed":
                    name, _, shape, fill = SIGNS[look.point.kind]
                    on = {"on": ms(look.on), "value": middle, "high": self.series.high}
                    found.append(on | {"name": name, "shape": shape, "fill": fill})
        return found

    def key(self) -> str:
        """Say what the signs mean, of those that are drawn; empty where none is."""
        drawn = {row["name"] for row in self.looks()}
        # Words, since not every font of a clinic's letters has the signs.
        return " ".join(f"{sign}: {name}." for name, sign, *_ in SIGNS.values() if name in drawn)

    def layers(self, names: Mapping[str, str], x: alt.X, y: alt.Y) -> list[alt.Chart]:
        """Draw the dashed lines of the days, the bars over them, the names, and the signs."""
        layers: list[alt.Chart] = []
        looks, rows = self.looks(), self.rows(names)
        signs = alt.Chart(alt.InlineData(values=looks))
        if looks:
            layers.append(signs.mark_rule(color=MUTED, strokeDash=[3, 4]).encode(x=x, y=y, y2="high:Q"))
        if rows:
            base = alt.Chart(alt.InlineData(values=rows))
            bars = base.mark_rect(color=ACCENT_SOFT, stroke=ACCENT, strokeWidth=1, cornerRadius=3)
            layers.append(bars.encode(x=x, x2="end:Q", y=y, y2="floor:Q"))
            layers += self._names(base, x)
        if looks:
            points = signs.mark_point(size=_SIGN, stroke=INK, strokeWidth=1.5, opacity=1)
            shape = alt.Shape("shape:N", scale=None, legend=None)
            layers.append(points.encode(x=x, y=y, shape=shape, fill=alt.Fill("fill:N", scale=None, legend=None)))
        return layers

    def _names(self, base: alt.Chart, x: alt.X) -> list[alt.Chart]:
        """Begin each name with its bar; one that would pass the right edge moves left as far as it must."""
        letter, begins = 0.6 * self.sizes.small, "scale('x', datum.on)"
        room = BESIDE if self.series.bands else 0
        fits = f"length(datum.whole) * {letter:g} <= width + {room}"
        told = base.transform_calculate(said=f"{fits} ? datum.whole : datum.name")
        long = f"length(datum.said) * {letter:g}"
        moved = alt.expr(f"datum.shared ? 0 : max(-{begins}, min(0, width - {long} - {begins}))")
        most = alt.expr(f"datum.until === null ? 0 : max(1, scale('x', datum.until) - {begins} - 6)")
        word = {"align": "left", "baseline": "middle", "fontSize": self.sizes.small, "dx": moved, "limit": most}
        return haloed(told, word, INK, x=x, y=alt.Y("middle:Q", axis=None), text="said:N")


def haloed(base: alt.Chart, word: Mapping[str, Any], color: str, **at: Any) -> list[alt.Chart]:
    """Draw words with a pale edge, so that a line behind them does not cross them."""
    halo = base.mark_text(**word, stroke=CARD, strokeWidth=5, strokeJoin="round", color=CARD)
    return [each.encode(**at) for each in (halo, base.mark_text(**word, color=color))]


def ms(day: dt.date) -> int:
    """Give a day as Vega counts it."""
    return int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp() * 1000)


def until_day(view: CourseView, follow: FollowUp) -> dt.date:
    """Give the last day of a course, or today while it goes on."""
    return view.course.ended_on or max(follow.on, view.course.started_on)
