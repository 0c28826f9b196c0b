"""The tables as HTML: the only place where text becomes markup, with everything escaped.

Markup is semantic and carries explicit roles, so that a style sheet may lay rows out as cards on a narrow
screen without taking the table away from a screen reader. `table_css` gives that style sheet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import jinja2

from trd_sdm.present import sources
from trd_sdm.present.cells import evidence_cell
from trd_sdm.present.charts import first, fit
from trd_sdm.present.charts.twin import Twin
from trd_sdm.present.labels import Label

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.session.appraisal import RoleFit

_UNRATED = "Nothing is rated yet. Rate what matters, and the numbers will show here."
_EMPTY = "Choose some options and what matters, and the numbers will show here."


@cache
def environment(package: str) -> jinja2.Environment:
    """Give the templates of one package, with everything escaped and nothing left undefined."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader(package),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


def render(template: str, **values: object) -> str:
    """Fill a template of this package; whatever is put in is escaped."""
    return environment("trd_sdm.present").get_template(template).render(**values)


def style(name: str) -> str:
    """Give one of the style sheets that stand beside the templates."""
    return files("trd_sdm.present").joinpath("templates", name).read_text(encoding="utf-8")


def table_css() -> str:
    """Give the style sheet of the tables; colours and sizes come from ``theme.css_variables``."""
    return style("tables.css")


def evidence_table(library: Library, options: Sequence[str], criteria: Sequence[str], *, prefix: str = "trd") -> str:
    """Give the numbers behind the fit: a row an option, a cell a criterion, each with certainty and sources.

    Parameters
    ----------
    library : Library
    options, criteria : sequence of str
        Ids, in the order to show.
    prefix : str
        Start of the element ids, so that two tables can stand on one page.

    Returns
    -------
    str
        HTML; `source_list` with the same arguments gives the list that the numbers point to.
    """
    if not options or not criteria:
        return render("empty.html.j2", text=_EMPTY)
    links = sources.numbered(library, options, criteria)
    rows = [
        {
            "name": library.options[option].short_name,
            "note": library.options[option].do_not_rank,
            "cells": [evidence_cell(library, option, criterion, links) for criterion in criteria],
        }
        for option in options
    ]
    heads = [library.criteria[criterion].plain for criterion in criteria]
    return render("evidence.html.j2", rows=rows, heads=heads, prefix=prefix)


def source_list(library: Library, options: Sequence[str], criteria: Sequence[str], *, prefix: str = "trd") -> str:
    """Give the numbered sources of the evidence table, each with its link and the day it was read."""
    links = sources.numbered(library, options, criteria) if options and criteria else {}
    return render("sources.html.j2", links=list(links.values()), prefix=prefix)


def fit_table(
    role_fit: RoleFit | None,
    options: Sequence[Label],
    criteria: Sequence[Label],
    unknown: Mapping[str, Sequence[str]] | None = None,
    silent: Mapping[str, Sequence[str]] | None = None,
    *,
    caption: str = "Fit of each option in points, and how often it comes out first",
) -> str:
    """Give the table twin of the fit chart and the chart of first places."""
    if role_fit is None:
        return render("empty.html.j2", text="Nothing is rated yet. Rate what matters, and numbers will show here.")
    both = fit.twin(role_fit, options, criteria, unknown, silent).with_column(
        4, first.twin(role_fit, options), "First, of 100 runs"
    )
    return twin_table(both, caption)


def twin_table(twin: Twin, caption: str) -> str:
    """Give any chart's table twin as HTML; the first column names the rows."""
    return render("frame.html.j2", **twin_values(twin, caption))


def twin_values(twin: Twin, caption: str) -> dict[str, object]:
    """Give what the template of a table twin needs, so that another template may hold the table."""
    return {"heads": twin.columns, "rows": [[str(value) for value in row] for row in twin.rows], "caption": caption}
