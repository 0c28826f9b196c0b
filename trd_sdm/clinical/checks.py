"""Look-alikes and contributors: what to ask, what it would change, which test fits, and what is still open."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from trd_sdm.clinical.sourced import Basis, Note, Sourced, Sources
from trd_sdm.evidence.base import Frozen, FrozenDict, Key, Text

CheckKind = Literal["lookalikes", "contributors"]
CheckStatus = Literal["not_asked", "asked", "positive", "negative", "unsure"]
OPEN: tuple[CheckStatus, ...] = ("not_asked", "asked", "unsure")
"""``asked`` is asked and awaiting an answer, such as a test; it is as open as what was never asked."""


class Test(Frozen):
    """A test that fits one suspicion, and when it fits."""

    __test__ = False  # the name is the field's word; pytest would collect it

    name: Text
    when: Text
    basis: Basis
    sources: Sources


class CheckItem(Frozen):
    """One thing to look for. The questions are our own words, never those of a scale."""

    name: Text
    ask: Annotated[tuple[Text, ...], Field(min_length=1, max_length=8)]
    why: Sourced
    changes: Sourced
    tests: Annotated[tuple[Test, ...], Field(max_length=6)] = ()
    screens: Annotated[tuple[Key, ...], Field(max_length=4)] = ()
    gap: Text | None = None


class Checklist(Frozen):
    """``lookalikes.yaml`` or ``contributors.yaml``."""

    about: Sourced
    items: Annotated[FrozenDict[CheckItem], Field(min_length=1)]


class CheckAnswers(Frozen):
    """What came of the checks, by item; an item without an answer was not asked.

    An item the list does not know is kept, so that a record made with another list still opens.
    """

    answers: Annotated[FrozenDict[CheckStatus], Field(default={}, validate_default=True, max_length=100)]
    notes: Annotated[FrozenDict[Note], Field(default={}, validate_default=True, max_length=100)]

    def status(self, item: str) -> CheckStatus:
        """Give what came of one item."""
        return self.answers.get(item, "not_asked")


class CheckFinding(Frozen):
    """One item with what came of it."""

    id: str
    name: str
    status: CheckStatus
    changes: Sourced
    tests: tuple[Test, ...]
    note: str | None = None


class CheckSummary(Frozen):
    """What is settled and what is open, in the order of the list."""

    kind: CheckKind
    findings: tuple[CheckFinding, ...]

    @property
    def positive(self) -> tuple[CheckFinding, ...]:
        """What was found, with what it changes."""
        return tuple(finding for finding in self.findings if finding.status == "positive")

    @property
    def open(self) -> tuple[CheckFinding, ...]:
        """What nobody knows yet: not asked, awaiting an answer, or unsure."""
        return tuple(finding for finding in self.findings if finding.status in OPEN)

    @property
    def negative(self) -> tuple[CheckFinding, ...]:
        """What was looked for and not found."""
        return tuple(finding for finding in self.findings if finding.status == "negative")


def summarise_checks(kind: CheckKind, checklist: Checklist, answers: CheckAnswers) -> CheckSummary:
    """Put the answers to one checklist together.

    Examples
    --------
    >>> from trd_sdm.clinical.knowledge import load_clinical
    >>> answers = CheckAnswers(answers={"thyroid": "positive", "pain": "negative"})
    >>> summary = summarise_checks("contributors", load_clinical().contributors, answers)
    >>> [finding.name for finding in summary.positive], len(summary.open)
    (['Thyroid'], 8)
    """
    return CheckSummary(
        kind=kind,
        findings=tuple(
            CheckFinding(
                id=key,
                name=item.name,
                status=answers.status(key),
                changes=item.changes,
                tests=item.tests,
                note=answers.notes.get(key),
            )
            for key, item in checklist.items.items()
        ),
    )
