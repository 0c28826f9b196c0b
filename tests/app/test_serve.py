"""The command that starts the server: closed by default, and nothing secret in it."""

import os
import socket
import sys
from pathlib import Path

import pytest

from trd_sdm.app import serve, server

ANYWHERE = "0.0.0.0"  # noqa: S104  (nothing is bound: these tests read the command)


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    path = tmp_path / "page.ipynb"
    path.write_text("{}")
    return path


def test_on_loopback_no_token_is_needed(notebook):
    argv, env = serve.voila_command(notebook)
    assert argv[:3] == [sys.executable, "-m", "trd_sdm.app.server"]
    assert "--ip=127.0.0.1" in argv
    assert env[serve.TOKEN_VARIABLE] == ""


def test_off_loopback_a_token_is_made_and_stays_out_of_the_command(notebook):
    argv, env = serve.voila_command(notebook, ip=ANYWHERE)
    token = env[serve.TOKEN_VARIABLE]
    assert len(token) >= 32
    assert not any(token in part for part in argv)
    assert serve.voila_command(notebook, ip=ANYWHERE)[1][serve.TOKEN_VARIABLE] != token


def test_off_loopback_an_empty_token_is_refused(notebook):
    with pytest.raises(serve.ServerError, match="needs an access token"):
        serve.voila_command(notebook, ip="192.168.1.4", token="")


def test_the_server_itself_refuses_to_listen_off_loopback_without_a_token(notebook, monkeypatch):
    monkeypatch.delenv(serve.TOKEN_VARIABLE, raising=False)
    with pytest.raises(SystemExit, match="an access token is required"):
        server.main([str(notebook), "--ip=0.0.0.0"])


def test_a_missing_notebook_is_named():
    with pytest.raises(serve.ServerError, match=r"There is no notebook at .*nowhere\.ipynb"):
        serve.voila_command(Path("nowhere.ipynb"))


def test_the_template_comes_first_on_the_path_and_echoes_are_off(notebook, monkeypatch):
    monkeypatch.setenv("JUPYTER_PATH", "/elsewhere")
    _, env = serve.voila_command(notebook)
    first, second = env["JUPYTER_PATH"].split(os.pathsep)
    assert (Path(first) / "voila" / "templates" / "trd_sdm" / "index.html.j2").is_file()
    assert second == "/elsewhere"
    assert env["JUPYTER_WIDGETS_ECHO"] == "0"


@pytest.mark.parametrize(("given", "used"), [("", "/"), ("/", "/"), ("hub/user", "/hub/user/"), ("/a/", "/a/")])
def test_the_base_address_is_put_in_order(notebook, given, used):
    assert f"--base-url={used}" in serve.voila_command(notebook, base_url=given)[0]


def test_a_port_in_use_is_passed_over():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert serve.free_port(port=port) != port
        with pytest.raises(serve.ServerError, match="No port from"):
            serve.free_port(port=port, tries=1)


def test_what_voila_leaves_open_is_closed(notebook):
    options = server.argparse.Namespace(
        ip="127.0.0.1", port=1, base_url="/", preheat=1, cull_idle=600, behind_proxy=False
    )
    config = server.configuration(options, "")
    assert config.VoilaConfiguration.allow_template_override == "NO"
    assert config.VoilaConfiguration.allow_theme_override == "NO"
    assert config.VoilaConfiguration.show_tracebacks is False
    assert config.VoilaConfiguration.file_allowlist == []
    assert config.MappingKernelManager.cull_idle_timeout == 600
    assert config.Voila.tornado_settings["allow_remote_access"] is False
    assert config.PasswordIdentityProvider.allow_password_change is False


def test_the_template_asks_nothing_from_outside():
    folder = Path(serve.PACKAGE) / "voila" / "templates" / "trd_sdm"
    for path in folder.rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8").replace('[href^="http"]', "")
            assert "http:" not in text, path
            assert "https:" not in text, path
            assert "//cdn" not in text, path
