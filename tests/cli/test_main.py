"""The command line as a whole: help for everything, and a clear end where something is missing."""

import re
import socket
import subprocess
import sys

import pytest

from trd_sdm import __version__
from trd_sdm.cli import doctor, main

COMMANDS = (
    *("app", "validate", "fit", "review", "smaa", "doctor", "replay", "merge"),
    *("note", "handout", "take-home", "fhir", "csv", "chart", "record"),
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run, command):
    result = run(command, "--help")
    assert result.exit_code == 0
    assert command in result.stdout


def test_the_version_is_that_of_the_package(run):
    assert run("--version").stdout.strip() == f"trd-sdm {__version__}"


def test_every_command_is_named_in_the_readme():
    from trd_sdm.places import PACKAGE

    readme = (PACKAGE.parent / "README.md").read_text(encoding="utf-8")
    names = [command.name for command in main.registered_commands]
    assert sorted(names) == sorted(COMMANDS)
    assert all(f"trd-sdm {name}" in readme for name in names)


def test_doctor_finds_a_package_at_another_version(monkeypatch):
    real = doctor.metadata.version
    monkeypatch.setattr(doctor.metadata, "version", lambda name: "0.0.1" if name == "altair" else real(name))
    wrong = [finding.text for finding in doctor.check_versions() if not finding.ok]
    assert any(text.startswith("altair: tested ") and text.endswith("here 0.0.1") for text in wrong)


def test_the_app_off_this_machine_demands_a_token_and_says_so(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    code = (
        "from trd_sdm.app import serve\n"
        "argv, env = serve.voila_command(serve.PACKAGE.parent / 'notebooks' / 'session.ipynb', ip='0.0.0.0')\n"
        "assert len(env[serve.TOKEN_VARIABLE]) > 20\n"
        "assert not any(env[serve.TOKEN_VARIABLE] in part for part in argv)\n"
        f"try: serve.voila_command(serve.PACKAGE.parent / 'README.md', ip='0.0.0.0', token='', port={port})\n"
        "except serve.ServerError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "needs an access token" in done.stdout


def test_the_follow_up_opens_by_its_name(run, monkeypatch):
    from trd_sdm.app import serve

    asked = []
    monkeypatch.setattr(serve, "run", lambda notebook, **_: asked.append(notebook) or 0)
    assert run("app", "follow_up", "--no-browser").exit_code == 0
    assert run("app", "--no-browser").exit_code == 0
    assert [path.name for path in asked] == ["follow_up.ipynb", "session.ipynb"]
    assert all(path.exists() for path in asked)


def test_the_app_says_when_there_is_no_such_notebook(run):
    result = run("app", "nowhere.ipynb", "--no-browser")
    assert result.exit_code == 2
    assert "There is no notebook at nowhere.ipynb" in result.stderr


def test_the_app_listens_where_it_is_told_to(run, monkeypatch):
    from trd_sdm.app import serve

    asked = {}
    monkeypatch.setattr(serve, "run", lambda notebook, **options: asked.update(options, notebook=notebook) or 0)
    assert run("app", "--ip", "127.0.0.9", "--port", "9001", "--no-browser").exit_code == 0
    assert asked["notebook"].name == "session.ipynb"
    assert (asked["ip"], asked["port"], asked["open_browser"]) == ("127.0.0.9", 9001, False)


def test_what_is_no_notebook_is_not_served(run, tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("x", encoding="utf-8")
    result = run("app", path, "--no-browser")
    assert result.exit_code == 2
    assert "its name must end in .ipynb" in result.stderr


def test_what_the_readme_points_to_is_there():
    from trd_sdm.places import PACKAGE

    root = PACKAGE.parent
    links = re.findall(r"\]\(([^)#]+)\)", (root / "README.md").read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (root / link).exists()] == []
    assert any(link.endswith(".png") for link in links)
