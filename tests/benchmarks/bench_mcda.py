"""
Speed and memory of the engine against peers, measured in one run: ``python -m tests.benchmarks.bench_mcda``.

Medians of interleaved repeats, so that a busy machine slows all sides alike; ratios are what counts.
"""

from __future__ import annotations

import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable

import numpy as np

from trd_sdm.mcda import (
    Alternative,
    Beta,
    Criterion,
    ExactRatio,
    Ordinal,
    PartialValues,
    Preference,
    Problem,
    RatioBound,
    SmaaResult,
    TradeOff,
    ValueFunction,
    WeightSpace,
    accept,
    evaluate,
    measure,
    partial_values,
    smaa,
)

OPTIONS, CRITERIA, DRAWS = 18, 8, 10_000


def beta_problem(options: int, criteria: int) -> Problem:
    rng = np.random.default_rng(1)
    return Problem(
        tuple(Criterion(f"c{j}", "", ValueFunction(0, 1)) for j in range(criteria)),
        tuple(Alternative(f"a{i}") for i in range(options)),
        {
            (f"a{i}", f"c{j}"): Beta(rng.uniform(5, 40), rng.uniform(5, 40))
            for i in range(options)
            for j in range(criteria)
        },
    )


def draw(options: int, criteria: int, draws: int) -> PartialValues:
    problem = beta_problem(options, criteria)
    return partial_values(problem, measure(problem, draws=draws, seed=1))


def medians(*calls: Callable[[], object], repeats: int = 25) -> list[float]:
    """Give the median seconds of each call, the calls taking turns."""
    seconds: list[list[float]] = [[] for _ in calls]
    for call in calls:
        call()
    for _ in range(repeats):
        for call, taken in zip(calls, seconds, strict=True):
            start = time.perf_counter()
            call()
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in seconds]


def plain_counts(overall: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ranks by sorting twice, shares by comparing, intervals by quantile: ``overall`` is draws x options."""
    options = overall.shape[1]
    ranks = np.argsort(np.argsort(-overall, axis=1), axis=1)
    shares = np.stack([(ranks == r).mean(axis=0) for r in range(options)], axis=1)
    return ranks, shares, np.quantile(overall, [0.025, 0.975], axis=0)


def plain_evaluate(values: np.ndarray, weights: np.ndarray) -> object:
    overall = values @ weights
    return overall.mean(axis=0), plain_counts(overall)


def plain_smaa(values: np.ndarray, weights: np.ndarray) -> object:
    """All that `accept` gives, the straightforward way."""
    overall = np.einsum("doc,dc->do", values, weights)
    ranks, shares, interval = plain_counts(overall)
    options = overall.shape[1]
    central = np.full((options, weights.shape[1]), np.nan)
    confidence = np.full(options, np.nan)
    for o in range(options):
        won = ranks[:, o] == 0
        if won.mean() >= 0.01:
            central[o] = weights[won].mean(axis=0)
            confidence[o] = ((values @ central[o]).argmax(axis=1) == o).mean()
    winning = np.array([(overall[:, [o]] > overall).mean(axis=0) for o in range(options)])
    return overall.mean(axis=0), shares, interval, central, confidence, winning


def plain_all(problem: Problem) -> object:
    """Draw measurements and weights as well; one generator, one array."""
    rng = np.random.default_rng(1)
    values = np.empty((DRAWS, len(problem.alternatives), len(problem.criteria)))
    for i, a in enumerate(problem.alternative_ids):
        for j, c in enumerate(problem.criterion_ids):
            cell = problem.performance[a, c]
            values[:, i, j] = rng.beta(cell.a, cell.b, DRAWS)
    weights = rng.standard_exponential((DRAWS, values.shape[2]))
    weights /= weights.sum(axis=1, keepdims=True)
    return plain_smaa(values, weights)


def everything(result: SmaaResult) -> object:
    """Ask for the answers that are counted on demand as well."""
    return result.confidence_factor, result.pairwise_winning, result.low


def row(name: str, ours: float, peer: float) -> None:
    print(f"{name:<62}{1e3 * ours:>10.2f}{1e3 * peer:>12.2f}{peer / ours:>10.1f}")


def against_numpy(values: PartialValues) -> tuple[float, float]:
    table = np.ascontiguousarray(values.array)
    vector = np.random.default_rng(2).dirichlet(np.ones(CRITERIA))
    exact = medians(lambda: evaluate(values, vector), lambda: plain_evaluate(table, vector))
    row("exact weights on cached draws / plain numpy", *exact)
    sample = WeightSpace(values.criteria).sample(DRAWS, 1)
    weights = np.ascontiguousarray(sample.array)
    cached = medians(lambda: everything(accept(values, sample)), lambda: plain_smaa(table, weights), repeats=9)
    row("SMAA-2 on cached draws, all answers / plain numpy", *cached)
    (ranks,) = medians(lambda: accept(values, sample))
    problem = beta_problem(OPTIONS, CRITERIA)
    whole = medians(lambda: everything(smaa(problem, DRAWS, 1)), lambda: plain_all(problem), repeats=5)
    row("SMAA-2 with drawing, all answers / plain numpy", *whole)
    return exact[0], ranks


def against_crispyn(values: PartialValues) -> None:
    try:
        from crispyn.mcda_methods import VIKOR_SMAA
    except ImportError:
        print("crispyn is not installed: pip install 'trd-sdm[bench]'")
        return
    matrix, types = values.means + 0.01, np.ones(CRITERIA)
    sample = WeightSpace(values.criteria).sample(DRAWS, 1)
    weights = np.ascontiguousarray(sample.array)
    (ours,) = medians(lambda: accept(values, sample))
    (theirs,) = medians(lambda: VIKOR_SMAA()(matrix, weights, types), repeats=3)
    (after,) = medians(lambda: accept(values, sample))
    row("sampled weights: ranks, central weights / crispyn VIKOR-SMAA", (ours + after) / 2, theirs)


def against_pymcdm(values: PartialValues, exact: float, ours: float, loops: int = 500) -> None:
    try:
        from pymcdm.methods import WSM
    except ImportError:
        print("pymcdm is not installed: pip install 'trd-sdm[bench]'")
        return
    method, types = WSM(), np.ones(CRITERIA)
    weights = np.ascontiguousarray(WeightSpace(values.criteria).sample(loops, 1).array)
    tables = np.ascontiguousarray(values.array[:loops])
    start = time.perf_counter()
    for table, vector in zip(tables, weights, strict=True):
        method.rank(method(table, vector, types))
    taken = (time.perf_counter() - start) * DRAWS / loops
    row(f"exact weights / pymcdm WSM in a loop (from {loops} loops)", exact, taken)
    row("sampled weights: ranks, central weights / pymcdm in a loop", ours, taken)


def memory() -> None:
    problem = beta_problem(OPTIONS, CRITERIA)
    tracemalloc.start()
    smaa(problem, DRAWS, 1)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    print(f"\npeak memory of one whole analysis: {peak:.0f} MB (aim: at most 120)")


def growth() -> None:
    print("\nexact weights on cached draws, ms:")
    for title, shapes in {
        "options": [(n, CRITERIA, DRAWS) for n in (3, 7, 18, 36, 72)],
        "criteria": [(OPTIONS, n, DRAWS) for n in (2, 4, 8, 16, 32)],
        "draws": [(OPTIONS, CRITERIA, n) for n in (1_000, 4_096, 10_000, 40_000)],
        "a session's size": [(7, 7, 4_096)],
    }.items():
        told = []
        for shape in shapes:
            values = draw(*shape)
            vector = np.ones(shape[1])
            (taken,) = medians(lambda v=values, w=vector: evaluate(v, w), repeats=9)
            told.append(f"{' x '.join(map(str, shape))}: {1e3 * taken:.2f}")
        print(f"  {title:<18}{';  '.join(told)}")


def statements() -> None:
    """What a session asks for when an answer about importance changes: new statements on cached draws."""
    values = draw(7, 7, 4_096)
    top, *rest = values.criteria
    bounds = [RatioBound((top, name), (1 + k / 2, 2 + k)) for k, name in enumerate(rest)]
    mixes: dict[str, list[Preference]] = {
        "ratio bounds, a star": [*bounds],
        "exact, bounds and an order": [
            ExactRatio((top, rest[0]), 1.5),
            *bounds[1:4],
            Ordinal((rest[3], rest[4], rest[5])),
        ],
        "a star and two trade-off answers": [
            *bounds,
            TradeOff((rest[0], rest[2]), 1, 1.5),
            TradeOff((rest[2], rest[4]), 1, 1.2),
        ],
    }
    print("\nnew statements on cached draws, 7 options x 7 criteria x 4096 draws, all answers (aim: under 50 ms):")
    for title, told in mixes.items():

        def answer(told: list[Preference] = told) -> object:
            return everything(accept(values, WeightSpace(values.criteria, told).sample(values.draws, 1)))

        (taken,) = medians(answer, repeats=9)
        print(f"  {title:<36}{1e3 * taken:>8.1f} ms")


def main() -> int:
    print(f"{OPTIONS} options, {CRITERIA} criteria, {DRAWS} draws")
    print(f"{'ours / peer':<62}{'ours, ms':>10}{'peer, ms':>12}{'ratio':>10}")
    values = draw(OPTIONS, CRITERIA, DRAWS)
    exact, cached = against_numpy(values)
    against_crispyn(values)
    against_pymcdm(values, exact, cached)
    statements()
    memory()
    growth()
    return 0


if __name__ == "__main__":
    sys.exit(main())
