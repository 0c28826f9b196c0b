"""The whole analysis of one problem as plain data, and that data as a table for people."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from trd_sdm.mcda.problem import Problem
from trd_sdm.mcda.smaa import smaa

Array = npt.NDArray[np.float64]


def smaa_report(problem: Problem, draws: int = 10_000, seed: int = 0) -> dict[str, Any]:
    """
    Analyse a problem and give every answer as plain data, ready for JSON.

    Parameters
    ----------
    problem : Problem
        What is to be analysed.
    draws : int, default 10,000
        Joint draws of measurements and weights.
    seed : int, default 0
        The same seed gives the same report.

    Returns
    -------
    dict
        ``rank_acceptability`` {option: [share per rank]}, ``central_weights`` {option: {criterion: weight}
        or None}, ``confidence_factor`` {option: share or None}, ``pairwise_winning`` {option: {option:
        share}}, ``expected_value`` and ``interval`` {option: 0..1}, ``no_good_data`` {option: criteria whose whole
        range the interval spans}, ``mean_weights``, ``draws``, ``seed`` and ``standard_error`` with one entry for
        each of the first five.

    Raises
    ------
    ContradictionError
        If the statements about weights cannot all hold; its message and ``statements`` name the clash.
    """
    result = smaa(problem, draws, seed)
    options, criteria = result.alternatives, result.criteria

    def table(cells: Array) -> dict[str, dict[str, float]]:
        return {o: dict(zip(options, row, strict=True)) for o, row in zip(options, cells.tolist(), strict=True)}

    def column(cells: Array) -> dict[str, float]:
        return dict(zip(options, cells.tolist(), strict=True))

    def rows(cells: Array) -> dict[str, list[float]]:
        return dict(zip(options, cells.tolist(), strict=True))

    def shown(cells: Array) -> dict[str, dict[str, float] | None]:
        return {
            o: None if math.isnan(row[0]) else dict(zip(criteria, row, strict=True))
            for o, row in zip(options, cells.tolist(), strict=True)
        }

    def known(cells: Array) -> dict[str, float | None]:
        return {o: None if math.isnan(x) else x for o, x in column(cells).items()}

    return {
        "alternatives": {a.id: a.title for a in problem.alternatives},
        "criteria": {c.id: c.title for c in problem.criteria if c.weighed},
        "rank_acceptability": rows(result.rank_acceptability),
        "central_weights": shown(result.central_weights),
        "confidence_factor": known(result.confidence_factor),
        "pairwise_winning": table(result.pairwise_winning),
        "expected_value": column(result.expected_value),
        "interval": rows(np.column_stack([result.low, result.high])),
        "no_good_data": {o: list(gaps) for o, gaps in zip(options, result.unknown, strict=True) if gaps},
        "mean_weights": dict(zip(criteria, result.mean_weights.tolist(), strict=True)),
        "draws": result.draws,
        "seed": result.seed,
        "standard_error": {
            "rank_acceptability": rows(result.standard_error),
            "central_weights": shown(result.central_standard_error),
            "confidence_factor": known(result.confidence_standard_error),
            "pairwise_winning": table(result.pairwise_standard_error),
            "expected_value": column(result.value_standard_error),
        },
    }


def format_report(report: dict[str, Any]) -> str:
    """
    Lay a report out as text tables: values, ranks, central weights.

    Parameters
    ----------
    report : dict
        What `smaa_report` gave.

    Returns
    -------
    str
        Shares and values as whole numbers out of 100.
    """
    titles, criteria = report["alternatives"], report["criteria"]
    ranks = range(1, len(titles) + 1)
    value = [["", "value", "95 % of draws", *(f"rank {r}" for r in ranks)]]
    for option, title in titles.items():
        low, high = report["interval"][option]
        shares = [_hundred(x) for x in report["rank_acceptability"][option]]
        value.append(
            [
                title,
                _hundred(report["expected_value"][option]),
                f"{_hundred(low)} to {_hundred(high)}",
                *shares,
            ]
        )
    winning = [["beats:", *titles.values()]]
    winning += [
        [title, *("-" if o == option else _hundred(report["pairwise_winning"][option][o]) for o in titles)]
        for option, title in titles.items()
    ]
    central = [["", *criteria.values(), "confidence"]]
    for option, title in titles.items():
        weights, sure = report["central_weights"][option], report["confidence_factor"][option]
        shown = ["-"] * len(criteria) if weights is None else [_hundred(weights[c]) for c in criteria]
        central.append([title, *shown, "-" if sure is None else _hundred(sure)])
    error = 100 / math.sqrt(report["draws"])
    gaps = [
        f"No good data on {', '.join(criteria[c] for c in missing)} for {titles[option]}: its interval spans all of it."
        for option, missing in report["no_good_data"].items()
    ]
    return "\n\n".join(
        [
            (
                f"Out of 100, from {report['draws']} draws (seed {report['seed']}); "
                f"shares are good to within {error:.1f}."
            ),
            "\n".join([_aligned(value), *gaps]),
            "How often the option in the row has more value than the one in the column\n" + _aligned(winning),
            "Weights that favour each option (hidden where it is first in under 1 of 100)\n" + _aligned(central),
        ]
    )


def _hundred(share: float) -> str:
    return f"{100 * share:.0f}"


def _aligned(rows: list[list[str]]) -> str:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = (
        "  ".join([row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True))])
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)
