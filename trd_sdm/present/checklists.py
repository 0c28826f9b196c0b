"""Rows of the checklists: what to ask, why, what it would change, and what follows from an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from trd_sdm.present.citing import BASIS, Shelf
from trd_sdm.present.tables import render

if TYPE_CHECKING:
    from trd_sdm.clinical.adherence import AdherenceFile, AdherenceSummary
    from trd_sdm.clinical.checks import Checklist, CheckSummary
    from trd_sdm.clinical.knowledge import Clinical
    from trd_sdm.clinical.residual import ResidualFile, ResidualSummary

STATUS = [
    {"id": "positive", "label": "Yes, it fits"},
    {"id": "negative", "label": "No"},
    {"id": "unsure", "label": "Not sure"},
    {"id": "asked", "label": "Asked, still waiting"},
    {"id": "", "label": "Not asked"},
]
YES_NO = [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}, {"id": "", "label": "Not known"}]
CHANGES = "What this would change"
MAY_HELP = "What may help"
AIM = "What to aim at"
SCORES_HERE = {"lookalikes": "at the end of this page", "contributors": "at the end of the page before"}


def check_rows(kind: str, held: Checklist, clinical: Clinical, shelf: Shelf) -> list[dict[str, Any]]:
    """Give the rows of the look-alikes or of the contributors."""
    return [
        {
            "key": f"{kind}.answers.{key}",
            "note": f"{kind}.notes.{key}",
            "label": item.name,
            "body": render(
                "review/check.html.j2",
                item=item,
                screens=[clinical.measures.measures[one].name for one in item.screens],
                where=SCORES_HERE[kind],
                shelf=shelf,
                basis_words=BASIS,
            ),
        }
        for key, item in held.items.items()
    ]


def check_after(summary: CheckSummary, shelf: Shelf) -> dict[str, str]:
    """Say below each check that fits what it changes, and which test fits; below an open one, the test."""
    return {
        f"{summary.kind}.answers.{found.id}": _follows(CHANGES, (found.changes,), shelf, {}, found.tests)
        for found in summary.positive
    }


def barrier_rows(held: AdherenceFile) -> list[dict[str, Any]]:
    """Give the rows about what gets in the way."""
    return [
        {"key": f"adherence.barriers.{key}", "label": barrier.name, "body": f"<p>{_escaped(barrier.ask)}</p>"}
        for key, barrier in held.barriers.items()
    ]


def barrier_after(summary: AdherenceSummary, shelf: Shelf) -> dict[str, str]:
    """Say below each barrier what may help."""
    return {f"adherence.barriers.{one.id}": _follows(MAY_HELP, one.remedies, shelf, {}) for one in summary.found}


def symptom_rows(held: ResidualFile) -> list[dict[str, Any]]:
    """Give the rows about what is left."""
    return [
        {"key": f"residual.symptoms.{key}", "label": residue.name, "body": f"<p>{_escaped(residue.ask)}</p>"}
        for key, residue in held.symptoms.items()
    ]


def symptom_after(summary: ResidualSummary, names: Mapping[str, str], shelf: Shelf) -> dict[str, str]:
    """Say below each symptom that is left what to aim at, with the options that stand for it."""
    return {f"residual.symptoms.{one.id}": _follows(AIM, one.targets, shelf, names) for one in summary.targets}


def _follows(title: str, items: Any, shelf: Shelf, names: Mapping[str, str], tests: Any = ()) -> str:
    return render(
        "review/follows.html.j2", title=title, items=items, tests=tests, names=names, shelf=shelf, basis_words=BASIS
    )


def _escaped(text: str) -> str:
    from markupsafe import escape

    return str(escape(text))
