"""The fixed range of a criterion in words: what a rating goes from and to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trd_sdm.present import numbers
from trd_sdm.present.wording import amount_words, frames_of

if TYPE_CHECKING:
    from trd_sdm.evidence import Criterion


def range_sentence(criterion: Criterion) -> str:
    """Say both ends of the range, the worse one first.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> criteria = load_library().criteria
    >>> range_sentence(criteria["response"])
    'From 24 of 100 people who feel much better and 76 who do not, to 62 and 38.'
    >>> range_sentence(criteria["staying_well"])
    'From 55 of 100 people who slip back and 45 who stay well, to 27 and 73.'
    >>> range_sentence(criteria["clinic_hours_8wk"])
    'From 33 hours to 1 hour.'
    """
    worst, best = (amount_words(criterion, end) for end in (criterion.worst, criterion.best))
    if criterion.kind == "chance":
        _, have, _, rest = frames_of(criterion.id)
        (worst, worst_rest), (best, best_rest) = map(_both, (criterion.worst, criterion.best))
        return f"From {worst} of 100 people who {have} and {worst_rest} who {rest}, to {best} and {best_rest}."
    if criterion.kind in {"band", "tier"}:
        return f"From \u201c{_short(worst)}\u201d to \u201c{_short(best)}\u201d."
    if criterion.kind == "rating":
        return "You rate each option from 0 to 10. 10 is as good as it gets."
    if criterion.kind == "yes_no":
        return "Needed, or not needed."
    return f"From {worst} to {best}."


def swing_question(criterion: Criterion) -> str:
    """Ask how much the whole range of a criterion matters; a chance with both its ends, in both frames.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> swing_question(load_library().criteria["stop_side_effects"])[:72]
    'How much does it matter that fewer people stop because of side effects? '
    """
    return (
        f"{criterion.swing_question} {range_sentence(criterion)}"
        if criterion.kind == "chance"
        else criterion.swing_question
    )


def swing_words(criterion: Criterion) -> str:
    """Ask how much the whole range matters, and say its ends wherever the question itself names none.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> swing_words(load_library().criteria["weight_gain"])
    'How much does it matter to avoid the higher chance of a lot of weight gain? From “A lot” to “None expected”.'
    """
    named = criterion.kind not in {"band", "tier"}
    return swing_question(criterion) if named else f"{criterion.swing_question} {range_sentence(criterion)}"


def _both(value: float) -> tuple[str, str]:
    return numbers.count_of_100(value), numbers.rest_of_100(value)


def _short(label: str) -> str:
    """Give the part of a band's label before its explanation."""
    return label.partition(":")[0].strip()
