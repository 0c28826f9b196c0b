"""The library as pandas tables, for reading, exporting and teaching. pandas is loaded when called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from trd_sdm.evidence.library import Library


def performance_table(library: Library, *, derived: bool = False) -> pd.DataFrame:
    """Give every cell as one row, options and criteria in the library's order.

    Parameters
    ----------
    library : Library
        The evidence.
    derived : bool
        Also give the criteria that are computed from others; their rows say so in `derived`.

    Returns
    -------
    pandas.DataFrame
        Columns option, criterion, value, low, high, unit, certainty, certainty_reason, directness,
        basis, sources (list of ids), measured_at, no_good_data, rationale, derived. Numbers are in the
        criterion's unit, and missing where there is no good data; yes/no is 1/0.
    """
    import pandas as pd

    rows = []
    for option in library.options:
        for key, criterion in library.criteria.items():
            if criterion.is_derived and not derived:
                continue
            cell = library.estimate(option, key)
            rows.append(
                {
                    "option": option,
                    "criterion": key,
                    "value": cell.value,
                    "low": cell.low,
                    "high": cell.high,
                    "unit": cell.unit,
                    "certainty": cell.certainty.level,
                    "certainty_reason": cell.certainty.reason,
                    "directness": cell.directness,
                    "basis": cell.basis,
                    "sources": list(cell.sources),
                    "measured_at": cell.measured_at,
                    "no_good_data": cell.no_good_data,
                    "rationale": cell.rationale,
                    "derived": criterion.is_derived,
                }
            )
    table = pd.DataFrame(rows)
    return table.astype({"value": "float64", "low": "float64", "high": "float64"})


def sources_table(library: Library) -> pd.DataFrame:
    """Give the bibliography as one row a source.

    Returns
    -------
    pandas.DataFrame
        Columns id, citation, title, year, container_title, tier, secondary, where_read, doi, url,
        accessed, cells (how many cells rest on it).
    """
    import pandas as pd

    used: dict[str, int] = dict.fromkeys(library.bibliography, 0)
    for option in library.options.values():
        for cell in option.estimates.values():
            for key in cell.sources:
                used[key] += 1
    return pd.DataFrame(
        [
            {
                "id": key,
                "citation": source.citation,
                "title": source.title,
                "year": source.year,
                "container_title": source.container_title,
                "tier": source.custom.tier,
                "secondary": source.is_secondary,
                "where_read": source.custom.where_read,
                "doi": source.DOI,
                "url": source.URL,
                "accessed": "-".join(f"{part:02d}" for part in source.accessed.date_parts[0]),
                "cells": used[key],
            }
            for key, source in library.bibliography.items()
        ]
    ).astype({"year": "Int64"})
