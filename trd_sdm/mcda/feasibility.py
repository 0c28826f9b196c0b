"""Tell whether all statements can hold at once and, if not, which ones clash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trd_sdm.mcda.limits import Limits, limits
from trd_sdm.mcda.preferences import Preference


class ContradictionError(ValueError):
    """
    The statements cannot all hold.

    Attributes
    ----------
    clash : tuple of Preference
        A minimal clashing set: leave any one of them out and the others agree.
    statements : tuple of str
        The same in words.
    """

    def __init__(self, clash: Sequence[Preference], titles: Mapping[str, str] | None = None) -> None:
        self.clash = tuple(clash)
        self.statements = tuple(preference.statement(titles) for preference in clash)
        if len(clash) == 1:
            message = f"This statement cannot hold: {self.statements[0]}."
        else:
            message = f"These statements cannot all hold: {'; '.join(self.statements)}."
        super().__init__(message)

    def __reduce__(self) -> tuple[type[ContradictionError], tuple[tuple[Preference, ...]]]:
        return type(self), (self.clash,)


def check(
    criteria: Sequence[str], preferences: Sequence[Preference], titles: Mapping[str, str] | None = None
) -> Limits:
    """
    Make sure that some weights meet every statement.

    Statements also clash when together they leave a criterion no weight although none of them says so, as
    "a is worth twice b" and "b is worth twice a" do while a third criterion could take everything.

    Parameters
    ----------
    criteria : sequence of str
        All weighed criteria.
    preferences : sequence of Preference
        What has been said.
    titles : mapping of str to str, optional
        Criterion titles for the message.

    Returns
    -------
    Limits
        What they leave.

    Raises
    ------
    ContradictionError
        Names a minimal clashing set.
    """
    found = _left_by(criteria, preferences)
    if found is None:
        raise ContradictionError(_minimal(criteria, preferences), titles)
    return found


def _left_by(criteria: Sequence[str], preferences: Sequence[Preference]) -> Limits | None:
    return limits(criteria, [row for preference in preferences for row in preference.rows()])


def _minimal(criteria: Sequence[str], preferences: Sequence[Preference]) -> list[Preference]:
    """
    Drop statements until leaving out any one more makes the rest agree.

    One pass is not enough: a statement that gives a criterion no weight can excuse a clash of others, so
    that a set which could not be made smaller before can be once another statement has gone.
    """
    clash, size = list(preferences), 0
    while size != len(clash):
        size, k = len(clash), 0
        while k < len(clash):
            fewer = clash[:k] + clash[k + 1 :]
            if _left_by(criteria, fewer) is None:
                clash = fewer
            else:
                k += 1
    return clash
