"""What today is about and who is here. Nothing here names a person."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from trd_sdm.clinical.sourced import Note
from trd_sdm.evidence.base import Frozen
from trd_sdm.session.screens import Path

Present = Literal["patient", "clinician", "family_or_friend", "interpreter", "trainee"]
About = Literal["first_talk", "after_a_trial", "side_effects", "getting_worse", "second_view", "follow_up"]


class Visit(Frozen):
    """One visit.

    Parameters
    ----------
    present : tuple of str
        Who is here.
    about : tuple of str
        What today is about.
    note : str, optional
        In the person's words.
    path : str
        ``short`` for little time, ``full`` for all screens.
    """

    present: Annotated[tuple[Present, ...], Field(max_length=5)] = ()
    about: Annotated[tuple[About, ...], Field(max_length=6)] = ()
    note: Note | None = None
    path: Path = "full"
