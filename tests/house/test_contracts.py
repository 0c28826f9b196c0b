"""The rules of the house that no linter checks."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = sorted((ROOT / "trd_sdm").rglob("*.py"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_imports_go_down_only():
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--config", "pyproject.toml"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_importing_the_package_loads_nothing_heavy():
    heavy = "pandas, altair, numpy, scipy, ipywidgets, pydantic, yaml, jinja2"
    code = f"import sys, trd_sdm; print([m for m in '{heavy}'.split(', ') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_grows_past_about_three_hundred_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 330


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_import_build_and_show_and_nothing_else(path):
    cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    source = "\n".join("".join(cell["source"]) for cell in cells)
    assert len(cells) <= 3
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)
    assert not re.search(r"^\s*(def|class|for|while|if|with|try)\b", source, re.MULTILINE)


def test_the_shipped_text_names_no_machine_and_no_registry():
    words = re.compile(r"(?<![\w.])/(?:work|home|root|tmp)/|pypi\.org|files\.pythonhosted|registry\.npmjs|deb\.debian")
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    shipped = subprocess.run(
        ["git", "ls-files", "--", ":!tests"], cwd=ROOT, capture_output=True, text=True, timeout=60
    ).stdout.split("\n")
    found = [
        (name, match[0])
        for name in filter(None, shipped)
        if (ROOT / name).suffix not in {".png"} and (ROOT / name).is_file()
        for match in [words.search((ROOT / name).read_text(encoding="utf-8"))]
        if match
    ]
    assert found == []
