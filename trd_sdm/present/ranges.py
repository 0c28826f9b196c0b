"""The fixed range of a criterion in words: what a rating goes from and to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trd_sdm.present.wording import amount_words

if TYPE_CHECKING:
    from trd_sdm.evidence import Criterion


_WHAT = {"staying_well": " who slip back"}
"""What is counted, where its name says the opposite."""


def range_sentence(criterion: Criterion) -> str:
    """Say both ends of the range, the worse one first.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> criteria = load_library().criteria
    >>> range_sentence(criteria["response"])
    'From 24 of 100 to 62 of 100 people.'
    >>> range_sentence(criteria["staying_well"])
    'From 55 of 100 to 27 of 100 people who slip back.'
    >>> range_sentence(criteria["clinic_hours_8wk"])
    'From 33 hours to 1 hour.'
    """
    worst, best = (amount_words(criterion, end) for end in (criterion.worst, criterion.best))
    if criterion.kind == "chance":
        return f"From {worst} to {best} people{_WHAT.get(criterion.id, '')}."
    if criterion.kind in {"band", "tier"}:
        return f"From \u201c{_short(worst)}\u201d to \u201c{_short(best)}\u201d."
    if criterion.kind == "rating":
        return "You rate each option from 0 to 10. 10 is as good as it gets."
    if criterion.kind == "yes_no":
        return "Needed, or not needed."
    return f"From {worst} to {best}."


def swing_words(criterion: Criterion) -> str:
    """Ask how much the whole range matters; where the question itself names no ends, say them.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> swing_words(load_library().criteria["weight_gain"])
    'How much does it matter to avoid the higher chance of a lot of weight gain? From “A lot” to “None expected”.'
    """
    named = criterion.kind not in {"band", "tier"}
    return criterion.swing_question if named else f"{criterion.swing_question} {range_sentence(criterion)}"


def _short(label: str) -> str:
    """Give the part of a band's label before its explanation."""
    return label.partition(":")[0].strip()
