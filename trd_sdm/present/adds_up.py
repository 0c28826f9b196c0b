"""What the past treatments add up to: the definition, signs of a rushed label, stages, and why steps failed."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from trd_sdm.present.citing import BASIS, Shelf
from trd_sdm.present.tables import render
from trd_sdm.present.trials import trial_name

if TYPE_CHECKING:
    from trd_sdm.clinical.history import Warned, WhyGroup
    from trd_sdm.session.review import Review

FINDING = {
    "met": ("The definition is met", "yes"),
    "not_met": ("The definition is not met", "no"),
    "cannot_tell": ("We cannot tell yet", "open"),
}
GROUPS_WHY = "The next step follows from why a step did not help, and not from how many there were."
NO_TRIALS = "No treatment is listed yet. Add what was tried under Past treatments, and this page fills in."
STAGES_WHY = "Two published methods count past steps. They help to talk to other teams. They do not choose for you."
MISSING = {
    "duration": "how long this episode has lasted",
    "severity": "how severe it is",
    "failures": "whether every treatment is listed, and how each went",
    "augmentation": "whether a medicine was added to another",
    "ect": "whether ECT was used",
    "first_failure": "one fair trial that did not help enough",
}
NO_STAGE = "No stage"
NO_SCORE = "No score"


def html(review: Review, names: Mapping[str, str], shelf: Shelf) -> str:
    """Give the screen as HTML.

    Parameters
    ----------
    review : Review
    names : mapping
        Short name of each option, by id.
    shelf : Shelf
        Numbers the sources.
    """
    history = review.history
    finding, tone = FINDING[history.trd.finding]
    named = [f"{place}. {trial_name(trial)}" for place, (trial, _) in enumerate(review.trials, start=1)]
    groups = [_with_trials(group, named) for group in history.groups]
    warnings = [_with_trials(sign, named) for sign in history.warnings]
    return render(
        "review/adds_up.html.j2",
        trd=history.trd,
        finding=finding,
        finding_tone=tone,
        groups=groups,
        warnings=warnings,
        thase=history.thase_rush,
        thase_value=thase_value(review),
        maudsley=history.maudsley,
        maudsley_value=maudsley_value(review),
        missing=[MISSING[name] for name in history.maudsley.missing],
        words=sys.modules[__name__],
        names=names,
        shelf=shelf,
        basis_words=BASIS,
    )


def thase_value(review: Review) -> str:
    """Give the Thase-Rush stage, or the range it lies in."""
    held = review.history.thase_rush
    if held.stage is not None:
        return f"Stage {held.stage} of 5"
    if not review.trials or held.low is None or held.high is None:
        return NO_STAGE
    return f"Stage {held.low} to {held.high}"


def maudsley_value(review: Review) -> str:
    """Give the Maudsley score with its band, or the range it lies in."""
    held = review.history.maudsley
    band = f", {held.band}" if held.band else ""
    if held.score is not None:
        return f"{held.score} points{band}"
    if not review.trials or held.low is None:
        return NO_SCORE
    return f"{held.low} to {held.high} points{band}"


def _with_trials(found: WhyGroup | Warned, named: list[str]) -> dict[str, object]:
    held = {name: getattr(found, name) for name in type(found).model_fields}
    return held | {"trials": [named[place] for place in held["trials"]]}
