"""Own concerns in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from trd_sdm.present import numbers
from trd_sdm.present.words import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trd_sdm.evidence import Library
    from trd_sdm.session.record import Record

HEADING = "Your own concerns"
HOW = (
    "Is something missing? Add it in your own words. Then rate each option on it together, from 0 to 10. "
    "Studies say nothing on it, so your ratings are all that counts."
)
RATE_LATER = "Once you have picked some options, you rate each of them on this, here or at Side by side."
LEANING = "Where do you lean right now?"
LEANING_HELP = "You do not have to say. We ask so that we can look back at it at the end."
NOT_SURE = "Not sure yet"


def rate_words(text: str) -> str:
    """Name the button that leads to the ratings of one concern."""
    return f"Rate the options on \u201c{text}\u201d"


def rating_heading(text: str) -> str:
    """Give the heading above the ratings of one concern, as HTML."""
    return str(Markup("<h4>How well does each option do on \u201c{}\u201d?</h4>").format(text))


def rating_label(option: str, text: str) -> str:
    """Name one rating so that it stands for itself, as a screen reader comes to it."""
    return f"{option}, on \u201c{text}\u201d"


def not_rated(record: Record, options: Sequence[str], library: Library) -> list[str]:
    """Say which options have no rating yet on an own concern that was picked."""
    said = []
    for concern in record.concerns:
        if concern.id in record.criteria:
            missing = [library.options[name].short_name for name in options if name not in concern.ratings]
            if missing and len(missing) == len(options):
                said.append(f"No option is rated on \u201c{concern.text}\u201d yet.")
            elif missing:
                count = numbers.plural(str(len(missing)), "option")
                said.append(f"\u201c{concern.text}\u201d: {count} not rated yet ({listed(missing)}).")
    return said
