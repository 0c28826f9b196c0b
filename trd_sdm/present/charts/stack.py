"""How contributions are laid end to end, in an order that never changes."""

from collections.abc import Iterable, Mapping, Sequence

from trd_sdm.present.theme import criterion_mark


def by_letter(criteria: Iterable[str]) -> list[str]:
    """Order criteria as they stand in every bar and key: by their fixed letters, so benefits come first."""
    return sorted(criteria, key=lambda criterion: (criterion_mark(criterion).code, criterion))


def stack(contributions: Mapping[str, float], order: Sequence[str]) -> dict[str, dict[str, float]]:
    """Lay contributions end to end from zero; those below zero run back from the end of the stack.

    A contribution falls below zero when the evidence lies beyond the worst end of a criterion's fixed range.
    Laid this way the bars always start at zero and the last end is the fit itself.

    Parameters
    ----------
    contributions : mapping of str to float
        Points by criterion.
    order : sequence of str
        Criteria from the left.

    Returns
    -------
    dict
        ``{criterion: {"start", "end"}}``, points; ``end < start`` where points are taken back.

    Examples
    --------
    >>> stack({"onset": -5.0, "response": 30.0}, ["onset", "response"])
    {'onset': {'start': 30.0, 'end': 25.0}, 'response': {'start': 0.0, 'end': 30.0}}
    """
    edge = 0.0
    laid: dict[str, dict[str, float]] = {}
    for below_zero in (False, True):
        for criterion in order:
            value = contributions.get(criterion, 0.0)
            if (value < 0) is below_zero:
                laid[criterion] = {"start": round(edge, 2), "end": round(edge + value, 2)}
                edge += value
    return {criterion: laid[criterion] for criterion in order}


def apart(
    contributions: Mapping[str, float], weights: Mapping[str, float], order: Sequence[str]
) -> dict[str, dict[str, float]]:
    """Lay each contribution in a place of its own, as wide as its weight, so that no total can be read off.

    Parameters
    ----------
    contributions : mapping of str to float
        Points by criterion.
    weights : mapping of str to float
        Shares of weight; they sum to 1.
    order : sequence of str
        Criteria from the left.

    Returns
    -------
    dict
        ``{criterion: {"start", "end"}}``, points; a full place is the best end of the criterion's range.

    Examples
    --------
    >>> apart({"onset": 10.0, "response": 30.0}, {"onset": 0.5, "response": 0.5}, ["response", "onset"])
    {'response': {'start': 0.0, 'end': 30.0}, 'onset': {'start': 50.0, 'end': 60.0}}
    """
    edge = 0.0
    laid: dict[str, dict[str, float]] = {}
    for criterion in order:
        room = 100.0 * weights.get(criterion, 0.0)
        filled = min(max(contributions.get(criterion, 0.0), 0.0), room)
        laid[criterion] = {"start": round(edge, 2), "end": round(edge + filled, 2)}
        edge += room
    return laid
