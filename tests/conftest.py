"""What the whole run says of itself."""

from tests.browser.support.browser_harness import browser_path


def pytest_report_header() -> str:
    """Say which browser the browser tests use."""
    return f"browser: {browser_path() or 'none; browser tests are skipped'}"
