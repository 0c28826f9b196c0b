"""The evidence as one conversation sees it: the library, with what the pair added in its place.

Own concerns stand among the criteria like any other, with the pair's own ratings as their cells, and local facts take
the place of defaults. So everything that reads ``library.criteria[name]`` or ``library.estimate(option, name)`` copes
with them, and there is no second list.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from trd_sdm.evidence import Criterion, Estimate, Library
from trd_sdm.evidence.distributions import NoGoodData, Point
from trd_sdm.evidence.estimate import Certainty
from trd_sdm.session.local_facts import local_estimates

if TYPE_CHECKING:
    from trd_sdm.session.record import Record
    from trd_sdm.session.values import OwnConcern

RATING_WORST, RATING_BEST = 0.0, 10.0
KEPT = 4

Added = tuple[object, ...]

_made: deque[tuple[Library, Added, Library]] = deque(maxlen=KEPT)


def library_of(record: Record, library: Library) -> Library:
    """Give the evidence with the own concerns of a record among its criteria, and its local facts in their cells.

    Parameters
    ----------
    record : Record
    library : Library
        The evidence, or what this function gave for it.

    Returns
    -------
    Library
        The same object for the same additions, so that what was drawn from it is not drawn anew; the library itself
        where the record adds nothing.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> from trd_sdm.session.record import Record
    >>> concern = {"id": "own_1", "text": "Time with my children", "ratings": {"ect": 3}}
    >>> library = load_library()
    >>> seen = library_of(Record(library_version=library.version, concerns=(concern,)), library)
    >>> seen.criteria["own_1"].plain, seen.estimate("ect", "own_1").value, seen.estimate("rtms", "own_1").no_good_data
    ('Time with my children', 3.0, True)
    """
    base = next((base for base, _, made in _made if made is library), library)
    added = additions(record)
    if not record.concerns and not record.local:
        return base
    for known, for_added, made in _made:
        if known is base and for_added == added:
            return made
    made = _with_additions(base, record)
    _made.append((base, added, made))
    return made


def additions(record: Record) -> Added:
    """Give what a record adds to the evidence; what shows evidence is drawn anew when this changes."""
    return (record.concerns, tuple(record.local.items()), record.clinic.cost_tiers, record.clinic.money)


def _with_additions(library: Library, record: Record) -> Library:
    criteria = dict(library.criteria)
    cells: dict[str, dict[str, Estimate]] = {option: {} for option in library.options}
    for estimate in local_estimates(record, library):
        cells[estimate.option][estimate.criterion] = estimate
    for concern in record.concerns:
        criteria[concern.id] = own_criterion(concern)
        for option in library.options:
            cells[option][concern.id] = own_estimate(concern, option)
    return _changed(library, criteria, cells)


def own_criterion(concern: OwnConcern) -> Criterion:
    """Give an own concern as a criterion on its fixed range: 0 is worst, 10 is best."""
    return Criterion(
        id=concern.id,
        name=concern.text,
        plain=concern.text,
        group="own",
        kind="rating",
        unit="rating, 0 to 10",
        direction="higher_better",
        definition="A concern the pair added. They rate together how well each option does on it.",
        swing_question="How much does it matter to go from as bad as it gets (0) to as good as it gets (10)?",
        worst=RATING_WORST,
        best=RATING_BEST,
        plausible_low=RATING_WORST,
        plausible_high=RATING_BEST,
        not_counted_here="what the other cards count",
    )


def own_estimate(concern: OwnConcern, option: str) -> Estimate:
    """Give the pair's rating of one option as its cell; an option not rated is not known."""
    rating = concern.ratings.get(option)
    value = None if rating is None else float(rating)
    reason = "not rated yet" if value is None else "the pair rated it; no study stands behind it"
    return Estimate(
        option=option,
        criterion=concern.id,
        value=value,
        low=value,
        high=value,
        unit="rating, 0 to 10",
        distribution=NoGoodData() if value is None else Point(),
        certainty=Certainty(level="very_low" if value is None else "high", reason=reason),
        directness="other",
        basis="by_definition",
        rationale=reason,
        here="rating",
    )


def _changed(
    library: Library, criteria: Mapping[str, Criterion], cells: Mapping[str, Mapping[str, Estimate]]
) -> Library:
    """Put criteria and cells in place. Both were validated when they were made, so the rest is not checked again."""
    options = {
        key: option.model_copy(update={"estimates": MappingProxyType({**option.estimates, **cells[key]})})
        if cells.get(key)
        else option
        for key, option in library.options.items()
    }
    return library.model_copy(
        update={"criteria": MappingProxyType(dict(criteria)), "options": MappingProxyType(options)}
    )
