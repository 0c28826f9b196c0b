"""What has to be there before some screens can be opened, in one sentence each."""

from __future__ import annotations

from trd_sdm.app.model import SessionModel
from trd_sdm.session.answers import OPTIONS_AT_LEAST


def needs_options(model: SessionModel) -> str:
    """Ask for enough options to compare."""
    enough = len(model.record.shortlist) >= OPTIONS_AT_LEAST
    return "" if enough else f"First pick at least {OPTIONS_AT_LEAST} options."


def needs_criteria(model: SessionModel) -> str:
    """Ask for something that matters."""
    return "" if model.record.criteria else "First pick what matters."
