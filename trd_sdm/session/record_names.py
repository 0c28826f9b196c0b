"""What the parts of a conversation name and the evidence does not know, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from trd_sdm.session.series import FOLLOWED
from trd_sdm.session.values import NOT_SURE, is_own

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.session.record import Record

NOT_TODAY = "not_today"
Place = tuple[str | int, ...]
Stray = tuple[Place, str, object, str]


def unknown_options(record: Record, library: Library) -> Iterator[Stray]:
    """Give every option the conversation names and the evidence does not know."""
    named: list[tuple[Place, str | None, tuple[str, ...]]] = [
        (("leanings", "first"), record.leanings.first, (NOT_SURE,)),
        (("leanings", "now"), record.leanings.now, (NOT_SURE,)),
        (("choice", "option"), record.choice.option, (NOT_TODAY,)),
        (("plan", "option"), record.plan.option, ()),
    ]
    named += [(("local", option), option, ()) for option in record.local]
    named += [(("beside", place), option, ()) for place, option in enumerate(record.beside)]
    named += [(("plan", "alongside", place), option, ()) for place, option in enumerate(record.plan.alongside)]
    for place, concern in enumerate(record.concerns):
        named += [(("concerns", place, "ratings", option), option, ()) for option in concern.ratings]
    for place, course in enumerate(record.tracking.courses):
        named.append((("tracking", "courses", place, "option"), course.option, ()))
    for at, option, also in named:
        if option is not None and option not in library.options and option not in also:
            yield at, "the evidence knows no such option", option, ", ".join((*also, *library.options))


def unknown_criteria(record: Record, library: Library) -> Iterator[Stray]:
    """Give every criterion the conversation names that is neither in the evidence nor an own concern."""
    own = {concern.id for concern in record.concerns}
    named: Iterable[tuple[Place, str]] = [
        *((("bothers_now", place), criterion) for place, criterion in enumerate(record.bothers_now)),
        *(
            (("tradeoffs", place, side), getattr(one, side))
            for place, one in enumerate(record.tradeoffs)
            for side in ("first", "second")
        ),
    ]
    for at, criterion in named:
        known = criterion in own if is_own(criterion) else criterion in library.criteria
        if not known:
            yield at, "the evidence knows no such criterion", criterion, ", ".join((*library.criteria, *sorted(own)))


def wrong_steps(record: Record, library: Library) -> Iterator[Stray]:
    """Give every side of a trade-off that makes things no better, or leaves the criterion's range."""
    from trd_sdm.session.record_library import library_of

    criteria = library_of(record, library).criteria
    for place, one in enumerate(record.tradeoffs):
        for side in ("first", "second"):
            criterion = criteria.get(getattr(one, side))
            if criterion is None:
                continue
            start, end = getattr(one, f"{side}_from"), getattr(one, f"{side}_to")
            low, high = sorted((criterion.worst, criterion.best))
            at = ("tradeoffs", place, f"{side}_to")
            if (end - start) * (criterion.best - criterion.worst) <= 0:
                yield at, "this makes things no better", end, f"from {start:g} toward {criterion.best:g}"
            elif not low <= min(start, end) <= max(start, end) <= high:
                yield at, "this step leaves the range of its criterion", end, f"{low:g} to {high:g}"


def unknown_measures(record: Record) -> Iterator[Stray]:
    """Give every measure a plan follows that cannot be followed here."""
    named: list[tuple[Place, str | None]] = [(("plan", "measure"), record.plan.measure)]
    for place, course in enumerate(record.tracking.courses):
        named.append((("tracking", "courses", place, "plan", "measure"), course.plan.measure))
    for at, measure in named:
        if measure is not None and measure not in FOLLOWED:
            yield at, "this measure is not followed here", measure, ", ".join(FOLLOWED)
