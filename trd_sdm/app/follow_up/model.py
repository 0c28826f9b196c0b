"""What the follow-up page knows beside the record: what its notes come to today. No widget in it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from trd_sdm.app.model import SessionModel
from trd_sdm.clinical.course import load_courses
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.session.assessment import today
from trd_sdm.session.follow_up import DEFAULT_MEASURE, FollowUp, follow_up
from trd_sdm.session.record import STAY
from trd_sdm.session.series import FOLLOWED
from trd_sdm.session.tracking import Tracking, WeekEntry
from trd_sdm.session.week_answers import entry_of
from trd_sdm.session.week_csv import read_csv, to_csv, with_rows

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.session.record import Record


class FollowUpModel(SessionModel):
    """The state of the follow-up page.

    Parameters
    ----------
    library : Library
    record : Record, optional
    """

    def __init__(self, library: Library, record: Record | None = None) -> None:
        super().__init__(library, record)
        self.clinical, self.courses = load_clinical(), load_courses()
        self.saved: Tracking | None = None
        """The notes as the copy saved last holds them."""
        self._followed: tuple[Record, dt.date, FollowUp] | None = None

    @property
    def names(self) -> dict[str, str]:
        """Short names of the options."""
        return {key: option.short_name for key, option in self.library.options.items()}

    @property
    def followed(self) -> FollowUp:
        """What the notes come to; computed once for each record and day."""
        held, day = self._followed, today()
        if held is None or held[0] is not self.record or held[1] != day:
            held = (self.record, day, follow_up(self.record, self.clinical, self.courses, on=day))
            self._followed = held
        return held[2]

    @property
    def day(self) -> dt.date:
        """The day whose notes are open: today, unless another one was picked."""
        return self.record.followed_day or today()

    @property
    def entry(self) -> WeekEntry:
        """The notes of the day that is open; empty where there are none."""
        return entry_of(self.record.tracking, self.day) or WeekEntry(on=self.day)

    @property
    def measure(self) -> str | None:
        """The measure that is drawn: the one picked, else the first that holds a score."""
        held = [series.measure for series in self.followed.series]
        picked = self.record.followed_measure
        return picked if picked in held else next(iter(held), None)

    @property
    def agreed(self) -> tuple[str, ...]:
        """The measures agreed on: of the treatments that run, else of the plan, else the usual one."""
        running = [view.series.measure for view in self.followed.running]
        planned = self.record.plan.measure
        usual = planned if planned in FOLLOWED else DEFAULT_MEASURE
        return tuple(dict.fromkeys(running or [usual]))

    @property
    def to_start(self) -> str | None:
        """The option that was planned, else chosen, and is not followed yet; nothing where there is none.

        A plan for something else took the choice's place, so the choice is not offered beside it.
        """
        record = self.record
        running = {course.option for course in record.tracking.courses if course.ended_on is None}
        # One that has ended took its choice along, so it stands here only where it was chosen since.
        option = record.plan.option or record.choice.option
        starts = option != STAY  # staying has been going on all along
        return option if starts and option in self.library.options and option not in running else None

    def csv(self) -> str:
        """Give the notes as a table."""
        return to_csv(self.record.tracking, self.clinical)

    def take_csv(self, text: str) -> int:
        """Take a table of notes in, and give how many days are new.

        Raises
        ------
        CsvError
            Naming every fault; nothing has changed then.
        AnswerError
            While the safety stop holds.
        """
        before = len(self.record.tracking.entries)
        both = with_rows(self.record.tracking, read_csv(text, self.clinical))
        self.take("tracking.entries", both.entries)
        return len(both.entries) - before
