"""Chances beside each other: which are shown, whether they were measured at the same time, and what to say if not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from trd_sdm.present import wording
from trd_sdm.present.words import listed

if TYPE_CHECKING:
    from trd_sdm.evidence import Library

ALWAYS = ("response", "stop_side_effects")
"""A gain and a harm, so that neither is shown without the other."""


def shown_chances(library: Library, picked: Sequence[str]) -> tuple[str, ...]:
    """Give the chances to show: one gain and one harm always, then those picked as mattering.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> shown_chances(load_library(), ("cost_tier", "staying_well"))
    ('response', 'stop_side_effects', 'staying_well')
    """
    return tuple(dict.fromkeys((*ALWAYS, *(name for name in picked if library.criteria[name].kind == "chance"))))


def window_lines(library: Library, criterion: str, options: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Give the time of measuring of each option with a number, where those times are not all alike.

    Returns
    -------
    tuple of (str, str)
        Name and time; empty where every number fits the same window.
    """
    about = library.criteria[criterion]
    known = [option for option in options if not library.estimate(option, criterion).no_good_data]
    times = {option: library.estimate(option, criterion).measured_at or "" for option in known}
    fits = {wording.window_fit(when) if when else "" for when in times.values()}
    if not fits - {"", "within"}:
        return ()
    return tuple(
        (library.options[option].short_name, wording.trial_time(times[option]) or "not said")
        for option in known
        if about.kind == "chance"
    )


def window_note(library: Library, criterion: str, options: Sequence[str]) -> str:
    """Say as HTML over which time a chance is counted, with a visible notice where times differ."""
    about = library.criteria[criterion]
    said = []
    own = wording.OWN_TIME.get(criterion)
    if own:
        said.append(Markup("<p>Counted {}.</p>").format(own))
    if about.is_derived:
        parts = listed([library.criteria[part].plain for part in about.derived_from])
        said.append(Markup("<p>We worked this out from: {}.</p>").format(parts))
    lines = window_lines(library, criterion, options)
    if lines:
        items = Markup("").join(Markup("<li>{}: {}</li>").format(name, when) for name, when in lines)
        what = "The gains behind this were" if about.is_derived else "These were"
        said.append(
            Markup(
                "<p><b>{} measured at different times.</b></p>"
                "<details class='trd-why'><summary>When</summary><ul>{}</ul></details>"
            ).format(what, items)
        )
    if not said:
        return ""
    kind = "trd-aside trd-window" if lines else "trd-window"
    return str(Markup('<div class="{}">{}</div>').format(kind, Markup("").join(said)))
