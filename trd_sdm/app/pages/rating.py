"""The slider a person rates one thing with, wherever it stands."""

from __future__ import annotations

from trd_sdm.app.parts import RangeSlider
from trd_sdm.present.labels import Label
from trd_sdm.present.theme import text_on
from trd_sdm.session.answers import weight_key
from trd_sdm.session.values import Role


def rating_slider(role: Role, label: Label, question: str) -> RangeSlider:
    """Make the slider of one role for one thing; two of them with the same key show the same rating."""
    return RangeSlider(
        weight_key(role, label.id),
        label.text,
        help=question,
        low_words="Does not matter",
        high_words="Matters most",
        unrated_words="Not rated yet: tap the line",
        color=label.colour,
        letter=label.code,
        ink=text_on(label.colour),
        step=1,
    )
