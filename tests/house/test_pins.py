"""One tested set: the locks agree with each other, with environment.yml and with pyproject.toml."""

import importlib.util
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ROOT / "requirements"


def _lock_module():
    spec = importlib.util.spec_from_file_location("lock", LOCKS / "lock.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _pins(purpose: str) -> list[str]:
    return _lock_module().pins((LOCKS / f"{purpose}.lock").read_text(encoding="utf-8"))


def _name(pin: str) -> str:
    return re.sub(r"[-_.]+", "-", Requirement(pin).name).lower()


def _versions(purpose: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for pin in _pins(purpose):
        found.setdefault(_name(pin), set()).add(str(Requirement(pin).specifier))
    return found


def test_environment_for_conda_holds_the_same_pins_as_the_lock():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    (pip_part,) = [entry["pip"] for entry in listed if isinstance(entry, dict)]
    assert pip_part[-1] == "-e ."
    assert pip_part[:-1] == _pins("test")


@pytest.mark.parametrize(("narrow", "wide"), [("app", "test"), ("test", "dev")])
def test_a_wider_lock_changes_no_version_of_a_narrower_one(narrow, wide):
    wider = _versions(wide)
    assert {name: wider[name] for name in _versions(narrow)} == _versions(narrow)


@pytest.mark.parametrize(("purpose", "extras"), [("app", []), ("test", ["test"]), ("dev", ["test", "dev", "bench"])])
def test_every_declared_dependency_is_locked_at_an_allowed_version(purpose, extras):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = project["dependencies"] + [d for extra in extras for d in project["optional-dependencies"][extra]]
    locked = _versions(purpose)
    wrong = []
    for line in declared:
        requirement = Requirement(line)
        if requirement.name == project["name"]:
            continue
        pinned = {specifier.removeprefix("==") for specifier in locked.get(_name(line), set())}
        if not pinned or not all(requirement.specifier.contains(version) for version in pinned):
            wrong.append((line, pinned))
    assert wrong == []


def test_every_locked_file_is_checked_by_hash():
    for purpose in ("app", "test", "dev"):
        text = (LOCKS / f"{purpose}.lock").read_text(encoding="utf-8")
        assert len(re.findall(r"^[^\s#].*\\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)) == len(
            _pins(purpose)
        )
