"""Do the sums of a saved file again, and say whether its record still comes to the same numbers.

The numbers are kept, not only a mark of them: a mark says that something moved, and nobody knows what.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from trd_sdm.clinical.days import NamedDay
from trd_sdm.evidence.base import Frozen, FrozenDict, Number, Whole

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.session.appraisal import Appraisal
    from trd_sdm.session.record import Record

DECIMALS = 6
CLOSE = 2e-6
"""Points; sums of the same numbers may differ in their last digit from one processor to another."""

Mark = Annotated[str, Field(strict=True, pattern=r"^sha256:[0-9a-f]{64}$")]


class OptionFit(Frozen):
    """One option's fit, the ends of its likely range, and in how many of 100 draws it is first."""

    fit: Number
    low: Number
    high: Number
    first: Number


Fits = Annotated[FrozenDict[FrozenDict[OptionFit]], Field(max_length=8)]


class Computed(Frozen):
    """What a record came to.

    Parameters
    ----------
    on : date
        The day it was judged for; some safety rules count days.
    draws : int
    fits : mapping
        By whose ratings, and by option.
    mark : str
        SHA-256 of the rest.
    """

    on: NamedDay
    draws: Whole
    fits: Fits
    mark: Mark


@dataclass(frozen=True, slots=True)
class Moved:
    """A number that is another one now; nothing where it is no longer there, or was not there before."""

    whose: str
    option: str
    what: str
    before: float | None
    now: float | None


@dataclass(frozen=True, slots=True)
class Replay:
    """Two runs of the same sums."""

    before: Computed
    now: Computed
    moved: tuple[Moved, ...]

    @property
    def identical(self) -> bool:
        """Whether every number is the same, to a millionth of a point."""
        return not self.moved


def compute(record: Record, library: Library, *, on: dt.date | None = None) -> Computed | None:
    """Give what a record comes to; nothing while the safety stop holds, since nothing is compared then.

    Parameters
    ----------
    record : Record
    library : Library
    on : date, optional
        The day it is judged for; today by default.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> from trd_sdm.session.record import Record
    >>> library = load_library()
    >>> compute(Record(library_version=library.version), library).fits == {}
    True
    """
    from trd_sdm.session.assessment import assess, today

    if record.is_stopped:
        return None
    day = on or today()
    return of_appraisal(assess(record, library, on=day).appraisal, day)


def of_appraisal(appraisal: Appraisal, on: dt.date) -> Computed:
    """Take down an appraisal, rounded to a millionth of a point."""
    fits = {
        whose: {
            option: {
                "fit": round(fit.fit[option], DECIMALS),
                "low": round(fit.low[option], DECIMALS),
                "high": round(fit.high[option], DECIMALS),
                "first": round(fit.first_of_100[option], DECIMALS),
            }
            for option in sorted(appraisal.options)
        }
        for whose, fit in appraisal.roles.items()
        if fit is not None
    }
    said = json.dumps([on.isoformat(), appraisal.draws, fits], sort_keys=True, separators=(",", ":"))
    mark = f"sha256:{hashlib.sha256(said.encode()).hexdigest()}"
    return Computed.model_validate({"on": on, "draws": appraisal.draws, "fits": fits, "mark": mark})


def replay(record: Record, library: Library, before: Computed) -> Replay | None:
    """Do the sums again for the day they were done on, and say what moved; nothing while the safety stop holds."""
    now = compute(record, library, on=before.on)
    return None if now is None else Replay(before, now, tuple(_moved(before, now)))


def _moved(before: Computed, now: Computed) -> list[Moved]:
    found = []
    for whose in dict.fromkeys((*before.fits, *now.fits)):
        old, new = before.fits.get(whose, {}), now.fits.get(whose, {})
        for option in dict.fromkeys((*old, *new)):
            for what in OptionFit.model_fields:
                ends = [getattr(held[option], what) if option in held else None for held in (old, new)]
                first, last = ends
                if first is None or last is None or abs(first - last) > CLOSE:
                    found.append(Moved(whose, option, what, first, last))
    return found
