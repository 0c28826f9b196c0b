"""The built wheel works away from the checkout: it holds notebooks, data, template and the chart bundle."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HELD = {
    "trd_sdm/notebooks/session.ipynb",
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

SERVE = """
import sys, urllib.request
from trd_sdm.app import serve
from trd_sdm.places import notebooks
with serve.serving(notebooks() / "session.ipynb", port=0, preheat=False) as server:
    page = urllib.request.urlopen(server.url, timeout=90).read().decode()
assert "Choosing together" in page, page[:500]
assert "cdn" not in page.lower()
print(serve.__file__)
"""


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


def _run(python, *words, cwd, timeout=180):
    lent = Path(sys.prefix) / "share" / "jupyter"
    env = {**os.environ, "JUPYTER_PATH": str(lent)}
    env.pop("PYTHONPATH", None)
    return subprocess.run([str(python), *words], cwd=cwd, env=env, capture_output=True, text=True, timeout=timeout)


def test_the_wheel_holds_what_the_app_needs(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert names >= HELD, HELD - names
    assert not [name for name in names if name.startswith("tests/")]


@pytest.mark.slow
def test_the_app_starts_away_from_the_checkout(python, tmp_path):
    done = _run(python, "-c", SERVE, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert str(ROOT / "trd_sdm") not in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_the_command_line_gives_the_same_numbers_away_from_the_checkout(python, tmp_path):
    words = ("fit", "--weight", "response=80", "--options", "ect,rtms", "--draws", "500", "--json")
    code = "import sys; from trd_sdm.cli import main; main()"
    away = _run(python, "-c", code, *words, cwd=tmp_path)
    here = subprocess.run([sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert away.returncode == 0, away.stderr
    assert json.loads(away.stdout) == json.loads(here.stdout)
