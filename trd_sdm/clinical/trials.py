"""What was tried: one trial, and the list of them with what is known of the episode.

These values are kept in a record. Everything may be unknown, and unknown is never read as no.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from trd_sdm.clinical.agents import Dose, Role, Weeks
from trd_sdm.clinical.sourced import Answer, Name, Note
from trd_sdm.evidence.base import Frozen, Whole

Kind = Literal["drug", "psychotherapy", "ect", "rtms", "other"]
Adherence = Literal["as_planned", "some_missed", "many_missed", "unknown"]
Outcome = Literal["none", "partial", "good", "good_then_lost", "not_tolerated", "unknown"]
Stopped = Literal[
    "no_effect", "side_effects", "cost", "access", "own_choice", "finished", "still_taking", "other", "unknown"
]
Severity = Literal["subsyndromal", "mild", "moderate", "severe", "severe_psychotic"]
TRIALS_AT_MOST = 60


class Trial(Frozen):
    """One past treatment attempt.

    Parameters
    ----------
    kind : str
        What it was. Dose and weeks are judged for a drug; for the others, whether the course was finished.
    agent : str, optional
        The drug or therapy as it was typed; an agent the table does not know is kept and not judged.
    daily_dose : float, optional
        Highest daily dose, in the agent's unit (mg for most).
    weeks : float, optional
        Weeks at that dose or above the least dose asked for.
    adherence, outcome, stopped : str
        How it was taken, what came of it, and why it ended. ``partial`` is some help, less than half better.
    in_episode : str
        Whether it belongs to the present episode.
    augmenting : str, optional
        The drug it was added to; an add-on is judged by the add-on figures.
    finished_course, bilateral : str
        Whether a course (therapy, ECT, rTMS) was finished; for ECT, whether it was bilateral.
    """

    kind: Kind = "drug"
    agent: Name | None = None
    daily_dose: Dose | None = None
    weeks: Weeks | None = None
    adherence: Adherence = "unknown"
    outcome: Outcome = "unknown"
    stopped: Stopped = "unknown"
    in_episode: Answer = "unknown"
    augmenting: Name | None = None
    finished_course: Answer = "unknown"
    bilateral: Answer = "unknown"
    note: Note | None = None

    @property
    def role(self) -> Role:
        """Whether the drug was added to another or stood on its own."""
        return "antidepressant" if self.augmenting is None else "augmentation"


class TrialList(Frozen):
    """All that was tried, and what staging needs to know of the episode.

    Parameters
    ----------
    trials : tuple of Trial
        In any order; the order changes nothing.
    complete : str
        Whether everything tried in this episode is listed. Unless it is ``yes``, what is missing from the
        list is unknown, not absent.
    episode_months : int, optional
        How long the present episode has lasted.
    severity : str, optional
        Severity of the present episode.
    """

    trials: Annotated[tuple[Trial, ...], Field(max_length=TRIALS_AT_MOST)] = ()
    complete: Answer = "unknown"
    episode_months: Annotated[Whole, Field(ge=0, le=1200)] | None = None
    severity: Severity | None = None
