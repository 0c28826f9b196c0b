"""Fixtures for tests in a real Chromium, through the real server."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "support"))

from browser_harness import FAILURES, LAUNCH_ARGS, NOTEBOOKS, Watch, browser_path, watch
from playwright.sync_api import Browser, Page, expect, sync_playwright

from trd_sdm.app import serve

NO_BROWSER = "No browser found: install Chromium or set TRD_SDM_BROWSER to run the browser tests."
expect.set_options(
    timeout=15_000
)  # as long as a page waits for what is pressed; a screen with charts is built when opened
_STASH = pytest.StashKey[dict[str, pytest.TestReport]]()


def _browser_line() -> str:
    return f"browser: {browser_path() or 'none; browser tests are skipped'}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it again at the end, where a long run is read."""
    terminalreporter.write_line(_browser_line())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Keep each phase's report, so that the page's teardown knows whether the test failed."""
    report = yield
    if report.skipped and isinstance(report.longrepr, tuple) and NO_BROWSER in report.longrepr[2]:
        report.longrepr = (str(Path(__file__)), 1, report.longrepr[2])  # one line in the summary, not one a test
    item.stash.setdefault(_STASH, {})[report.when] = report
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the run."""
    path = browser_path()
    if path is None:
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=LAUNCH_ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def serve_notebook(browser: Browser) -> Iterator[Callable[..., serve.RunningServer]]:
    """Start a server for a notebook on a free port; the same notebook and options share one a module."""
    servers: dict[tuple[object, ...], serve.RunningServer] = {}

    def start(notebook: str | Path, **options: object) -> serve.RunningServer:
        path = notebook if isinstance(notebook, Path) else NOTEBOOKS / f"{notebook}.ipynb"
        key = (path, *sorted(options.items()))
        if key not in servers:
            servers[key] = serve.start(path, port=0, **options)
        return servers[key]

    yield start
    for server in servers.values():
        serve.stop(server)
        server.log.unlink(missing_ok=True)


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A watched page. At the end nothing may have gone outside, and no error may be left unexplained."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.set_default_navigation_timeout(60_000)  # a page is there when its kernel has run the notebook
    page.seen = watch(context, page)
    yield page
    reports = request.node.stash.get(_STASH, {})
    if any(report.failed for report in reports.values()):
        _keep(request, page)
    seen: Watch = page.seen
    context.close()
    assert seen.outside == [], f"requests left the machine: {seen.outside}"
    assert seen.unexpected() == [], f"errors in the console: {seen.unexpected()}"


def _keep(request: pytest.FixtureRequest, page: Page) -> None:
    """Keep what helps to understand a failure: the screen, the console, the server's log."""
    FAILURES.mkdir(exist_ok=True)
    name = request.node.name.replace("/", "-")
    page.screenshot(path=FAILURES / f"{name}.png", full_page=True)
    (FAILURES / f"{name}-console.txt").write_text("\n".join(page.seen.errors))
    server = request.node.funcargs.get("server")
    if isinstance(server, serve.RunningServer):
        shutil.copy(server.log, FAILURES / f"{name}-server.log")
