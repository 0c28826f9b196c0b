"""How sure we are of the numbers of one criterion, and why: what opens below its chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trd_sdm.present import sources, tables
from trd_sdm.present.cells import evidence_cell
from trd_sdm.present.readings import readings

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.present.charts.twin import Twin


def notes_html(library: Library, criterion: str, options: Sequence[str], twin: Twin, *, prefix: str) -> str:
    """Give what stands below the chart of one criterion as HTML, each part one press away.

    Parameters
    ----------
    library : Library
    criterion : str
        Id.
    options : sequence of str
        Ids, in the order shown.
    twin : Twin
        The chart as a table.
    prefix : str
        Start of the element ids.

    Returns
    -------
    str
        How sure we are and why, with sources; other readings of the evidence where some are kept; the table.
    """
    links = sources.numbered(library, options, [criterion])
    about = library.criteria[criterion]
    return tables.render(
        "sureness.html.j2",
        prefix=f"{prefix}-{criterion}",
        about=about.plain,
        cells=[
            (library.options[option].short_name, evidence_cell(library, option, criterion, links)) for option in options
        ],
        readings=readings(library, criterion, options),
        **tables.twin_values(twin, f"{about.plain}: the picture as a table"),
    )
