"""What stands at the head and the foot of every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from trd_sdm.present.disclaimer import DISCLAIMER, standing_line

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.session.record import Mode


UNSAFE = Markup(
    "<b>Not safe right now?</b> Stop here. Tell the clinician beside you, or call your local emergency number. "
    "This page can wait."
)
UNSAFE_AT_HOME = Markup(
    "<b>Not safe right now?</b> Stop here. Call your local emergency number, or tell somebody near you. "
    "This page can wait."
)


def page_head(title: str, mode: Mode, library: Library, *, at_home: bool = False) -> str:
    """Give the page's name with mode, versions and evidence date.

    Parameters
    ----------
    title : str
    mode : str
    library : Library
    at_home : bool
        Whether a person may be alone with the page, as with the notes between two visits.
    """
    line = standing_line(mode, library.version, library.compiled, at_home=at_home)
    return str(
        Markup(
            '<header class="trd-page-head"><h1>{}</h1><p class="trd-standing">{}</p><p class="trd-safe">{}</p></header>'
        ).format(title, line, UNSAFE_AT_HOME if at_home else UNSAFE)
    )


def page_foot(library: Library) -> str:
    """Give the disclaimer, how far the evidence was looked over, and where answers are kept."""
    return str(
        Markup(
            '<footer class="trd-page-foot"><p>{}</p><p>{}</p>'
            '<p class="trd-screen-only">Your answers stay in this browser tab and are gone when you close it. '
            "Save a copy if you want to keep them.</p></footer>"
        ).format(DISCLAIMER, library.status)
    )
