"""Everything an export needs of one record, put together once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trd_sdm.clinical.course import load_courses
from trd_sdm.clinical.crisis import load_crisis_lines
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.present.disclaimer import DISCLAIMER, day_words, standing_line
from trd_sdm.present.labels import Label, criterion_label, option_label
from trd_sdm.session.assessment import assess, today
from trd_sdm.session.follow_up import follow_up
from trd_sdm.session.record_library import library_of
from trd_sdm.session.record_names import NOT_TODAY

if TYPE_CHECKING:
    from trd_sdm.clinical.crisis import LocalHelp
    from trd_sdm.clinical.knowledge import Clinical
    from trd_sdm.evidence import Library
    from trd_sdm.session.appraisal import Appraisal
    from trd_sdm.session.follow_up import FollowUp
    from trd_sdm.session.record import Record
    from trd_sdm.session.review import Review

STOPPED = (
    "The safety stop holds, so nothing but the note is made. A clinician needs to talk with the person first, and to "
    "say in the app what was done."
)


class ExportStopped(Exception):  # noqa: N818 -- it says that the stop holds; "Error" would add nothing
    """The safety stop holds, so this is not made."""

    def __init__(self) -> None:
        super().__init__(STOPPED)


class HandoutError(RuntimeError):
    """The handout was not made; the sentence is ours and holds nothing a person typed."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """One record with what it comes to.

    Attributes
    ----------
    record : Record
    library : Library
        The evidence as this conversation sees it.
    clinical : Clinical
    review : Review
    appraisal : Appraisal
    help : LocalHelp
        Crisis lines of the record's country, or the gap.
    on : date
        The day it is made for.
    """

    record: Record
    library: Library
    clinical: Clinical
    review: Review
    appraisal: Appraisal
    help: LocalHelp
    on: dt.date

    @property
    def versions(self) -> str:
        """Mode, versions and evidence date in one line."""
        return standing_line(self.record.mode, self.library.version, self.library.compiled)

    @property
    def disclaimer(self) -> str:
        """What this is not, and how far the evidence was looked over."""
        return f"{DISCLAIMER} {self.library.status}"

    @property
    def made(self) -> str:
        """The day it is made for, in words."""
        return day_words(self.on)

    @property
    def chosen(self) -> str | None:
        """The option that is tried: the plan's, else the one chosen.

        Nothing where nothing was decided, or where a rule speaks by now against what was only chosen.
        """
        choice = self.record.choice.option
        stands = choice not in (None, NOT_TODAY) and not self.review.against(str(choice))
        return self.record.plan.option or (choice if stands else None)

    @property
    def shown(self) -> tuple[str, ...]:
        """Every option on the table in the record's fixed order, those left out of the fit at the end."""
        return (*self.appraisal.options, *self.appraisal.left_out)

    def option_labels(self, options: Iterable[str] | None = None) -> list[Label]:
        """Name options for charts and tables; those in the fit by default."""
        return [option_label(self.library.options[key]) for key in (options or self.appraisal.options)]

    def criterion_labels(self) -> list[Label]:
        """Name the criteria picked."""
        return [criterion_label(self.library.criteria[key]) for key in self.record.criteria]

    def option_name(self, option: str) -> str:
        """Give the full name of an option."""
        return self.library.options[option].text.name

    def followed(self) -> FollowUp:
        """Work out what the weekly notes come to on the day this is made for."""
        return follow_up(self.record, self.clinical, load_courses(), on=self.on)

    def go_on(self) -> Gathered:
        """Give this where the safety stop does not hold.

        Raises
        ------
        ExportStopped
            While it holds.
        """
        if self.record.is_stopped:
            raise ExportStopped
        return self


def gather(record: Record, evidence: Library, *, on: dt.date | None = None) -> Gathered:
    """Review and appraise a record for its exports.

    Parameters
    ----------
    record : Record
        As `read_record` gives it.
    evidence : Library
    on : date, optional
        The day it is made for; today by default.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> from trd_sdm.session.record import Record
    >>> library = load_library()
    >>> held = gather(Record(library_version=library.version), library, on=dt.date(2026, 11, 27))
    >>> held.shown, held.made
    (('stay_optimise',), '27 November 2026')
    """
    day = on or today()
    found = assess(record, evidence, on=day)
    return Gathered(
        record=record,
        library=library_of(record, evidence),
        clinical=load_clinical(),
        review=found.review,
        appraisal=found.appraisal,
        help=load_crisis_lines().local(record.country, day),
        on=day,
    )
