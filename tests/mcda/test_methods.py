"""The worked example of docs/methods.md, recomputed."""

from pathlib import Path

import numpy as np
import pytest

from trd_sdm.mcda import (
    Alternative,
    Criterion,
    Exact,
    Problem,
    ValueFunction,
    evaluate,
    measure,
    partial_values,
)

TABLE = {"A": (50, 30), "B": (40, 20), "C": (20, 60)}
WEIGHTS = np.array([0.45, 0.55])


def scaled_by_the_data(names):
    table = np.array([TABLE[name] for name in names], dtype=float) * [1, -1]
    low, high = table.min(axis=0), table.max(axis=0)
    return dict(zip(names, (((table - low) / (high - low)) @ WEIGHTS).tolist(), strict=True))


def on_fixed_ranges(names):
    problem = Problem(
        (Criterion("relief", "", ValueFunction(0, 100)), Criterion("days", "", ValueFunction(60, 0))),
        tuple(Alternative(name) for name in names),
        {(n, c): Exact(x) for n in names for c, x in zip(("relief", "days"), TABLE[n], strict=True)},
    )
    result = evaluate(partial_values(problem, measure(problem, draws=1)), WEIGHTS)
    return dict(zip(names, result.mean.tolist(), strict=True))


def test_data_scaling_turns_two_options_around_and_fixed_ranges_do_not():
    with_c, without = scaled_by_the_data("ABC"), scaled_by_the_data("AB")
    assert with_c["A"] > with_c["B"]
    assert without["A"] < without["B"]
    ours, fewer = on_fixed_ranges("ABC"), on_fixed_ranges("AB")
    assert ours["A"] < ours["B"]
    assert fewer == {"A": ours["A"], "B": ours["B"]}


@pytest.mark.parametrize("compute", [scaled_by_the_data, on_fixed_ranges])
@pytest.mark.parametrize("names", ["ABC", "AB"])
def test_the_page_shows_these_numbers(compute, names):
    page = (Path(__file__).parents[2] / "docs" / "methods.md").read_text()
    how = "scaled by the data" if compute is scaled_by_the_data else "fixed ranges"
    line = next(x for x in page.splitlines() if x.startswith(f"| {how}, {' '.join(names)} |"))
    shown = [cell.strip() for cell in line.split("|")[2:5]]
    assert shown[: len(names)] == [f"{v:.3f}" for v in compute(names).values()]
