"""What the whole run says of itself, and what tests of many parts share."""

import sys
import types
from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings

from tests.browser.support.browser_harness import browser_path

# How long one example takes says how busy the machine is; benchmarks measure speed.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


def pytest_report_header() -> str:
    """Say which browser the browser tests use."""
    return f"browser: {browser_path() or 'none; browser tests are skipped'}"


@pytest.fixture(scope="session")
def grade() -> Iterator[Callable[[str], float]]:
    """Flesch-Kincaid grade. textstat 0.7.4 imports pkg_resources for word lists that this grade does not use."""
    with pytest.MonkeyPatch.context() as patch:
        if "pkg_resources" not in sys.modules:
            patch.setitem(sys.modules, "pkg_resources", types.ModuleType("pkg_resources"))
        import textstat

        yield textstat.flesch_kincaid_grade
