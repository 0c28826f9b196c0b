"""The built wheel works away from the checkout: it holds notebooks, data, template and the chart bundle."""

import json
import os
import re
import signal
import subprocess
import sys
import sysconfig
import urllib.error
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HELD = {
    "trd_sdm/notebooks/session.ipynb",
    "trd_sdm/notebooks/follow_up.ipynb",
    "trd_sdm/data/records/example.json",
    "trd_sdm/data/options/ect.yaml",
    "trd_sdm/data/library.json",
    "trd_sdm/data/schemas/option.schema.json",
    "trd_sdm/app/static/vega.js",
    "trd_sdm/app/static/core.js",
    "trd_sdm/app.lock",
    "trd_sdm/voila/templates/trd_sdm/index.html.j2",
    "trd_sdm/voila/templates/trd_sdm/static/theme.css",
    "trd_sdm/present/templates/tables.css",
}

LINK = re.compile(r"http://127\.0\.0\.1:\d+/")
WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("trd_sdm-*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory):
    """A fresh environment with the wheel in it; what it depends on is lent by the environment of the tests."""
    home = tmp_path_factory.mktemp("fresh")
    venv.create(home, with_pip=True)
    fresh = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = [str(fresh), "-m", "pip", "install", "-q", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, timeout=120)
    site = subprocess.run(
        [str(fresh), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout.strip()
    # A .pth file adds the folder but does not read the .pth files in it, so the checkout stays out of sight.
    Path(site, "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return fresh


def _env():
    lent = Path(sys.prefix) / "share" / "jupyter"
    env = {**os.environ, "JUPYTER_PATH": str(lent)}
    env.pop("PYTHONPATH", None)
    return env


def _run(python, *words, cwd, timeout=180):
    return subprocess.run([str(python), *words], cwd=cwd, env=_env(), capture_output=True, text=True, timeout=timeout)


def test_the_wheel_holds_what_the_app_needs(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert names >= HELD, HELD - names
    assert not [name for name in names if name.startswith("tests/")]


@pytest.mark.slow
def test_the_app_command_serves_the_session_away_from_the_checkout(python, tmp_path):
    command = [str(python.with_name("trd-sdm")), "app", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, cwd=tmp_path, env=_env(), stdout=subprocess.PIPE, text=True) as app:
        try:
            link = next(found[0] for line in app.stdout if (found := LINK.search(line)))
            with urllib.request.urlopen(link, timeout=90) as answer:
                page = answer.read().decode()
        finally:
            app.send_signal(signal.SIGTERM)
            app.wait(30)
    assert WIDGET in page, "the notebook did not show its app"
    assert "trd-broken" not in page.partition("<main")[2].partition("</main>")[0]
    assert "cdn" not in page.lower()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(urllib.error.URLError):  # ended with its command, not left behind
        urllib.request.urlopen(link, timeout=5)


def test_it_is_the_installed_package_that_runs(python, tmp_path):
    done = _run(python, "-c", "import trd_sdm; print(trd_sdm.__file__)", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert not done.stdout.startswith(str(ROOT))


def test_the_command_line_gives_the_same_numbers_away_from_the_checkout(python, tmp_path):
    words = ("fit", "--weight", "response=80", "--options", "ect,rtms", "--draws", "500", "--json")
    code = "import sys; from trd_sdm.cli import main; main()"
    away = _run(python, "-c", code, *words, cwd=tmp_path)
    here = subprocess.run([sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert away.returncode == 0, away.stderr
    assert json.loads(away.stdout) == json.loads(here.stdout)
