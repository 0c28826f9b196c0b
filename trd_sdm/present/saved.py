"""What a saved file says of itself when it is opened: that it was changed, and which numbers are others now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from trd_sdm.present.gaps import NO_GOOD_DATA
from trd_sdm.present.numbers import decimal
from trd_sdm.present.wording import CERTAINTY

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.session.saved import Difference, Figure, Opened

CHANGED = (
    "This file was changed after it was saved. It may have been by hand, or by a fault. Look through the answers "
    "together before you go on."
)
ASSUMPTIONS = "The sums rest on other assumptions now, so the fit may differ."
HEADING = "Numbers that are others now"
GONE = "no longer in our evidence"
BEHIND = "the same number; what stands behind it was looked at again"


def told(opened: Opened, library: Library) -> tuple[str, ...]:
    """Give what to say of an opened file, a sentence each; the table of numbers is `changes_panel`."""
    said = []
    if opened.stamp is not None and opened.stamp.evidence != library.version:
        said.append(
            f"It was made with evidence {opened.stamp.evidence}. The numbers shown now are from {library.version}."
        )
    elif opened.stamp is None and opened.record.library_version != library.version:
        made = opened.record.library_version
        said.append(f"It was made with evidence {made}. The numbers shown now are from {library.version}.")
    count = sum(one.shows for one in opened.differences)
    if count:
        numbers = "1 number is another one" if count == 1 else f"{count} numbers are others"
        said.append(f"{numbers} now. The list above the page shows both.")
    if opened.other_assumptions:
        said.append(ASSUMPTIONS)
    return tuple(said)


def changes_panel(opened: Opened | None, library: Library) -> Markup:
    """Give the numbers as they were stored beside those of now, as HTML; empty where all are the same."""
    if opened is None or not opened.differences:
        return Markup("")
    rows = Markup("").join(_row(one, library) for one in opened.differences)
    return Markup(
        "<details class='trd-card trd-details' open><summary>{}</summary><p>{}</p><div class='trd-notes-place' "
        "role='region' tabindex='0' aria-label='{}'><table class='trd-notes'><thead><tr><th scope='col'>Option</th>"
        "<th scope='col'>What matters</th><th scope='col'>When it was saved</th><th scope='col'>Now</th></tr></thead>"
        "<tbody>{}</tbody></table></div></details>"
    ).format(HEADING, "The page shows the numbers of now.", HEADING, rows)


def _row(one: Difference, library: Library) -> Markup:
    option = library.options[one.option].short_name if one.option in library.options else one.option
    matters = library.criteria[one.criterion].plain if one.criterion in library.criteria else one.criterion
    now = GONE if one.now is None else figure_words(one.now) if one.shows else BEHIND
    return Markup("<tr><th scope='row'>{}</th><td>{}</td><td>{}</td><td>{}</td></tr>").format(
        option, matters, figure_words(one.before), now
    )


def figure_words(figure: Figure) -> str:
    """Say a stored number with its range and certainty.

    Examples
    --------
    >>> from trd_sdm.session.saved import Figure
    >>> figure_words(Figure(value=33.0, low=28.0, high=47.0, certainty="low", mark="0" * 12))
    '33 (28 to 47), certainty: low'
    """
    if figure.value is None:
        return NO_GOOD_DATA
    ends = (
        f" ({decimal(figure.low)} to {decimal(figure.high)})"
        if figure.low is not None and figure.high is not None
        else ""
    )
    level = CERTAINTY[figure.certainty][0].lower() if figure.certainty in CERTAINTY else figure.certainty
    return f"{decimal(figure.value)}{ends}, certainty: {level}"
