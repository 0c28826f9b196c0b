"""What browser tests share: the browser, a watched page, and the checks made on every page."""

import os
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Route

from trd_sdm.app.serve import RunningServer

FAILURES = Path(__file__).parents[1] / "failures"
NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
WIDTHS = (320, 768, 1280)
# Nothing of the browser's own may go out, or hold a test up.
LAUNCH_ARGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-quic",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
    "--no-pings",
]
_INSIDE = re.compile(r"^(?:(?:https?|wss?)://(?:127\.0\.0\.1|localhost|\[::1\])[:/]|data:|blob:|about:)")
OUTSIDE = re.compile(r"^(?!(?:https?|wss?)://(?:127\.0\.0\.1|localhost|\[::1\])[:/])(?!data:|blob:|about:)")
# JupyterLab's modules differ in version inside Voilà's own bundle; it warns, we cannot help it.
_NOT_OURS = ("Unsatisfied version", "No satisfying version")


def browser_path() -> str | None:
    """Path of the Chromium to drive: TRD_SDM_BROWSER, else the first known name on PATH, else None."""
    wanted = os.environ.get("TRD_SDM_BROWSER")
    if wanted:
        return shutil.which(wanted)
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next(filter(None, map(shutil.which, names)), None)


@dataclass
class Watch:
    """What a page asked for and complained about."""

    requests: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    received: int = 0  # bytes by HTTP and by websocket
    expected: list[str] = field(default_factory=list)

    def expect(self, *patterns: str) -> None:
        """Let errors that match these patterns pass: the test plants them."""
        self.expected.extend(patterns)

    def unexpected(self) -> list[str]:
        """Errors nobody asked for."""
        return [error for error in self.errors if not any(re.search(pattern, error) for pattern in self.expected)]


def watch(context: BrowserContext, page: Page) -> Watch:
    """Record a page's requests and errors; requests to the outside are recorded and never answered."""
    seen = Watch()

    def never_answer(route: Route) -> None:
        seen.outside.append(route.request.url)

    def on_request(request: object) -> None:
        seen.requests.append(request.url)

    def on_socket(socket: object) -> None:
        seen.requests.append(socket.url)
        if not _INSIDE.match(socket.url):
            seen.outside.append(socket.url)

        def count(payload: str | bytes) -> None:
            seen.received += len(payload)

        socket.on("framereceived", count)

    def on_response(response: object) -> None:
        seen.received += int(response.headers.get("content-length", 0))

    def on_console(message: object) -> None:
        if message.type == "error" and not message.text.startswith(_NOT_OURS):
            seen.errors.append(f"{message.text} ({message.location.get('url', '')})")

    context.route(OUTSIDE, never_answer)
    page.on("request", on_request)
    page.on("response", on_response)
    page.on("websocket", on_socket)
    page.on("console", on_console)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    return seen


def open_app(page: Page, server: RunningServer, *, timeout: float = 60_000) -> None:
    """Open the page and wait until its runtime and the kernel know each other."""
    page.goto(server.link)
    page.wait_for_selector("html[data-trd-acknowledged]", state="attached", timeout=timeout)


def wait_acknowledged(page: Page, *, timeout: float = 10_000) -> int:
    """Wait until the charts have followed every answer; return the revision."""
    page.wait_for_function(
        "() => globalThis.trdSdm && globalThis.trdSdm.acknowledged >= globalThis.trdSdm.revision", timeout=timeout
    )
    return int(page.evaluate("globalThis.trdSdm.acknowledged"))


def axe_violations(page: Page) -> list[str]:
    """WCAG 2.2 A and AA violations axe finds, one line each."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    return [
        f"{one['id']}: {one['help']} at {[node['target'] for node in one['nodes']][:4]}"
        for one in found.response["violations"]
    ]


# The words of every chart in sight, as large as they come out on the screen.
CHART_TYPE = """() => [...document.querySelectorAll("[data-chart]")].flatMap((chart) =>
  [...chart.querySelectorAll("svg text")].filter((text) => text.textContent.trim() && text.getClientRects().length)
    .map((text) => {
      const drawn = text.getScreenCTM();
      const size = parseFloat(getComputedStyle(text).fontSize) * Math.hypot(drawn.a, drawn.b);
      return [chart.dataset.chart, text.textContent, Math.round(size * 10) / 10];
    }))"""
SMALLEST, SMALLEST_LARGE = 12, 13


def small_chart_type(page: Page, least: int) -> list[str]:
    """Name the words of charts that come out smaller than this, px."""
    found = page.evaluate(CHART_TYPE)
    return [f"{chart}: {text!r} is {size} px" for chart, text, size in found if size < least]


def check_widths(page: Page, name: str, folder: Path) -> list[str]:
    """Screenshots at 320, 768 and 1280 px; returns what scrolls sideways, and words of charts too small to read."""
    folder.mkdir(parents=True, exist_ok=True)
    wide = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(f"() => innerWidth === {width}")
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
        scroll = page.evaluate("document.documentElement.scrollWidth")
        if scroll > width:
            wide.append(f"{name} at {width} px is {scroll} px wide")
        wide += [f"{name} at {width} px: {small}" for small in small_chart_type(page, SMALLEST)]
    return wide
