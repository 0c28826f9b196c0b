"""An option put back with a reason stays in the fit only for what the reason was about."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from trd_sdm.evidence import Library
    from trd_sdm.session.record import Record
    from trd_sdm.session.review import Review


def still_put_back(before: Record, after: Record, library: Library, *, on: dt.date) -> Record:
    """Take back what was put back where another rule now calls the option not suitable.

    A clinician who puts an option back has read the rules that barred it then. A rule that bars it after a later
    answer was not among them, so it is asked anew.

    Parameters
    ----------
    before, after : Record
        One answer apart.
    library : Library
    on : date
        The day both are judged for.
    """
    if not after.put_back or (before.facts, before.past) == (after.facts, after.past):
        return after
    from trd_sdm.session.assessment import reviewed

    then, now = reviewed(before, library, on=on), reviewed(after, library, on=on)
    kept = {option: why for option, why in after.put_back.items() if _bars(now, option) <= _bars(then, option)}
    return after if kept == dict(after.put_back) else after.with_(put_back=kept)


def _bars(review: Review, option: str) -> frozenset[str]:
    return frozenset(one.rule for one in review.verdicts[option].fired if one.level == "not_suitable")
