"""All benchmarks in one run: ``make bench``, or ``make bench ARGS=mcda`` for one of them."""

import sys

from tests.benchmarks import bench_app, bench_follow_up, bench_mcda

BENCHMARKS = {"mcda": bench_mcda.main, "app": bench_app.main, "follow_up": bench_follow_up.main}

if __name__ == "__main__":
    asked = sys.argv[1:] or list(BENCHMARKS)
    unknown = [name for name in asked if name not in BENCHMARKS]
    if unknown:
        sys.exit(f"no benchmark called {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    sys.exit(max(int(BENCHMARKS[name]() or 0) for name in asked))
