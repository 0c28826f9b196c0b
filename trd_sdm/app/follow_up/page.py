"""What every screen of the follow-up is made of."""

from __future__ import annotations

from trd_sdm.app.follow_up.model import FollowUpModel
from trd_sdm.app.model import SessionModel
from trd_sdm.app.pages.page import Page


class FollowUpScreenPage(Page):
    """A screen over the notes of a record."""

    model: FollowUpModel

    def __init__(self, model: SessionModel) -> None:
        if not isinstance(model, FollowUpModel):
            raise TypeError(f"A screen of the follow-up needs a FollowUpModel; this is a {type(model).__name__}.")
        super().__init__(model)
