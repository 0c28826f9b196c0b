"""The session app against a bare Voilà page with one slider and a text, in one run.

Every figure is a ratio to the bare page, measured on the same machine minutes apart at most: absolute
times say more about the machine than about us. The two pages are asked in turns.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
from playwright.sync_api import Page, sync_playwright

from tests.browser.support.browser_harness import LAUNCH_ARGS, OUTSIDE, Watch, browser_path, watch
from trd_sdm.app import serve

NOTEBOOKS = Path(__file__).parent / "notebooks"
MOVES, WARM_UP, BLOCK = 60, 6, 10
OPENINGS = 3

# From the key's event to the page showing the answer, with the browser's own clock.
BARE_PROBE = """() => {
  globalThis.took = [];
  const text = document.querySelector('.jupyter-widgets.widget-label');
  let began = null;
  document.addEventListener('keydown', () => { began = performance.now(); }, true);
  new MutationObserver(() => {
    if (began !== null) { took.push(performance.now() - began); began = null; }
  }).observe(text, { childList: true, characterData: true, subtree: true });
}"""
OUR_PROBE = """() => {
  globalThis.took = [];
  const root = document.documentElement;
  let began = null;
  document.addEventListener('keydown', () => { began = performance.now(); }, true);
  new MutationObserver(() => {
    if (began !== null && root.dataset.trdAcknowledged === root.dataset.trdRevision) {
      took.push(performance.now() - began);
      began = null;
    }
  }).observe(root, { attributes: true, attributeFilter: ['data-trd-acknowledged'] });
}"""


@dataclass
class Opened:
    """A page that is being measured."""

    name: str
    page: Page
    seen: Watch
    ready: str
    slider: str
    probe: str

    def start_probe(self) -> None:
        self.page.evaluate(self.probe)

    def move(self, times: int) -> None:
        """Press an arrow key, each time after the answer to the one before has been shown."""
        self.page.locator(self.slider).first.focus()
        for turn in range(times):
            before = self.page.evaluate("took.length")
            self.page.keyboard.press("ArrowLeft" if turn % 2 else "ArrowRight")
            self.page.wait_for_function(f"took.length > {before}", timeout=10_000)

    def took(self) -> list[float]:
        """Milliseconds of all moves but the first few."""
        return list(self.page.evaluate("took"))[WARM_UP:]


BARE = {"ready": ".jupyter-widgets.widget-label", "slider": ".noUi-handle", "probe": BARE_PROBE}
OURS = {
    "ready": "html[data-trd-acknowledged] input[type=range]",
    "slider": "input[type=range]",
    "probe": OUR_PROBE,
}
FIRST_PAGE = {**OURS, "ready": "html[data-trd-acknowledged] input[type=checkbox]"}


@contextmanager
def bare_server(notebook: Path, *, preheat: bool) -> Iterator[tuple[str, int]]:
    """Serve a notebook with Voilà as it comes, but for the port and the browser."""
    port = serve.free_port(port=8960)
    argv = [sys.executable, "-m", "voila", str(notebook), f"--port={port}", "--no-browser", "--Voila.ip=127.0.0.1"]
    argv += [f"--preheat_kernel={preheat}", "--pool_size=1"] if preheat else []
    with subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        url = f"http://127.0.0.1:{port}/"
        try:
            _wait_port(port)
            yield url, process.pid
        finally:
            process.terminate()
            process.wait(15)


def _wait_port(port: int, seconds: float = 30) -> None:
    import socket

    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nothing listens on port {port}")


@contextmanager
def our_server(notebook: Path, *, preheat: bool) -> Iterator[tuple[str, int]]:
    with serve.serving(notebook, port=8980, preheat=preheat) as server:
        yield server.url, server.process.pid


def kernels(pid: int) -> list[psutil.Process]:
    """Kernel processes of a server, oldest first."""
    found = []
    for child in psutil.Process(pid).children(recursive=True):
        with suppress(psutil.Error):  # one that has just ended
            if any("ipykernel" in part for part in child.cmdline()):
                found.append(child)
    return sorted(found, key=lambda child: child.create_time())


def wait_kernels_idle(pid: int, seconds: float = 60) -> None:
    """Wait until a pre-heated kernel has run its notebook: its processor time stands still."""
    until, before = time.monotonic() + seconds, None
    while time.monotonic() < until:
        used = [sum(kernel.cpu_times()[:2]) for kernel in kernels(pid)]
        if used and used == before:
            return
        before = used
        time.sleep(1.0)


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def row(what: str, ours: float, bare: float, unit: str, aim: float) -> str:
    ratio = ours / bare
    verdict = "meets the aim" if ratio <= aim else "MISSES the aim"
    return f"  {what:<44}{ours:>9.1f} {unit:<3}{bare:>9.1f} {unit:<3} ratio {ratio:>5.2f}  {verdict} (<= {aim:g})"


def _open(browser, stack: ExitStack, name: str, url: str, kind: dict[str, str]) -> tuple[Opened, float]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    stack.callback(context.close)
    page = context.new_page()
    seen = watch(context, page)
    # The bare page asks a CDN for fonts; it is refused at once, the kindest answer for its times.
    context.route(OUTSIDE, lambda route: route.abort())
    began = time.perf_counter()
    page.goto(url)
    page.wait_for_selector(kind["ready"], state="visible", timeout=90_000)
    return Opened(name, page, seen, **kind), time.perf_counter() - began


def latency(browser, notebook: str, title: str) -> None:
    """Print how long a slider move takes until every chart has followed, beside the bare echo."""
    with ExitStack() as stack:
        bare_url, _ = stack.enter_context(bare_server(NOTEBOOKS / "bare.ipynb", preheat=False))
        our_url, our_pid = stack.enter_context(our_server(NOTEBOOKS / notebook, preheat=False))
        bare, _ = _open(browser, stack, "bare", bare_url, BARE)
        ours, _ = _open(browser, stack, "ours", our_url, OURS)
        ours.page.wait_for_selector(".trd-chart svg >> nth=1", timeout=30_000)
        for page in (bare, ours):
            page.page.bring_to_front()
            page.start_probe()
            page.move(WARM_UP)
        for _ in range(MOVES // BLOCK):
            for page in (bare, ours):
                page.page.bring_to_front()
                page.move(BLOCK)
        print(f"\n{title}")
        print(f"  {'slider to all charts updated':<44}{'ours':>9}    {'bare echo':>9}")
        print(row("median", statistics.median(ours.took()), statistics.median(bare.took()), "ms", 1.5))
        print(row("95th of 100", quantile(ours.took(), 0.95), quantile(bare.took(), 0.95), "ms", 3))
        memory = kernels(our_pid)[0].memory_info().rss / 1e6
        print(f"  {'kernel memory (resident)':<44}{memory:>9.1f} MB  {_verdict(memory, 200)} (<= 200)")
        sent = [page.seen.received / 1e6 for page in (ours, bare)]
        print(f"  {'bytes sent to the page':<44}{sent[0]:>9.2f} MB  bare {sent[1]:.2f} MB")


def _verdict(value: float, aim: float) -> str:
    return "meets the aim" if value <= aim else "MISSES the aim"


def opening(browser, *, preheat: bool, aim: float) -> None:
    """Print how long it takes until the page can be used, beside the bare page."""
    session = Path(__file__).parents[2] / "notebooks" / "session.ipynb"
    took: dict[str, list[float]] = {"bare": [], "ours": []}
    with ExitStack() as stack:
        bare = stack.enter_context(bare_server(NOTEBOOKS / "bare.ipynb", preheat=preheat))
        ours = stack.enter_context(our_server(session, preheat=preheat))
        for _ in range(OPENINGS):
            for name, (url, pid), kind in (("bare", bare, BARE), ("ours", ours, FIRST_PAGE)):
                if preheat:
                    wait_kernels_idle(bare[1])
                    wait_kernels_idle(ours[1])
                with ExitStack() as one:
                    took[name].append(_open(browser, one, name, url, kind)[1])
                _end_used(pid, keep=1 if preheat else 0)
    label = "time to usable, preheated kernel" if preheat else "time to usable, cold"
    print(row(label, statistics.median(took["ours"]), statistics.median(took["bare"]), "s", aim))


def _end_used(pid: int, keep: int) -> None:
    """End the kernels of closed pages, so that the next opening does not share the machine with them."""
    found = kernels(pid)
    for kernel in found[: len(found) - keep]:
        kernel.terminate()


def main() -> int:
    """Measure and print; bounded to a few minutes."""
    found = browser_path()
    if found is None:
        print("bench_app: no Chromium or Chrome found, so the app was not measured")
        return 1
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    print("The session app beside a bare Voilà page (one slider, one text), same run, asked in turns")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=LAUNCH_ARGS)
        latency(browser, "full.ipynb", "Nineteen options, nine criteria, 4,096 draws (more than the app lets on)")
        latency(browser, "seven.ipynb", "Seven options and seven criteria drawn, the most the app takes, 4,096 draws")
        print("\nOpening the session app")
        opening(browser, preheat=False, aim=2)
        opening(browser, preheat=True, aim=1.3)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
