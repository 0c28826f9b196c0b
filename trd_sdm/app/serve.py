"""Start the app: write the server's command, run it, wait for it, end it."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1]
TOKEN_VARIABLE = "TRD_SDM_TOKEN"  # noqa: S105  (the variable's name, not a token)
LOOPBACK_NAME = "127.0.0.1"
#: A static file of our template: answers without starting a kernel, so it serves as health check.
HEALTH_PATH = "voila/templates/trd_sdm/static/theme.css"


class ServerError(RuntimeError):
    """The server did not start; the message says why in one sentence."""


@dataclass(frozen=True)
class RunningServer:
    """A server that answers.

    Parameters
    ----------
    process
        Its process; end it with `stop`.
    url
        Where the page is, without the token.
    token
        Access token, "" for none.
    log
        File with what it wrote.
    """

    process: subprocess.Popen[bytes]
    url: str
    token: str
    log: Path

    @property
    def link(self) -> str:
        """The address that opens the page, with the token where there is one."""
        return f"{self.url}?token={self.token}" if self.token else self.url


def voila_command(
    notebook: Path,
    *,
    ip: str = "127.0.0.1",
    port: int = 8866,
    token: str | None = None,
    base_url: str = "/",
    preheat: bool | int = True,
    cull_idle_seconds: int = 1200,
    behind_proxy: bool = False,
) -> tuple[list[str], dict[str, str]]:
    """Command and environment of the standalone server for one notebook.

    Parameters
    ----------
    notebook
        The notebook to serve.
    ip
        Address to listen on. On loopback no token is needed; anywhere else one is required, and made when
        `token` is None.
    port
        Port to listen on; see `free_port`.
    token
        Access token, "" for none (loopback only), None to decide by `ip`.
    base_url
        Path the app is served under, as a proxy or a hub gives it.
    preheat
        Kernels kept ready for the next visitor (True: one).
    cull_idle_seconds
        How long a kernel lives whose page is gone.
    behind_proxy
        Requests arrive under another host's name, so the check that they are meant for this machine is off.

    Returns
    -------
    tuple
        ``(argv, env)``; the token is in ``env[TOKEN_VARIABLE]``, never in `argv`.

    Raises
    ------
    ServerError
        If the notebook does not exist, or a token is refused off loopback.
    """
    notebook = Path(notebook)
    if not notebook.is_file():
        msg = f"There is no notebook at {notebook}."
        raise ServerError(msg)
    token = make_token(ip) if token is None else token
    if not token and not _loopback(ip):
        msg = f"Off this machine ({ip}) the app needs an access token; leave it out to have one made."
        raise ServerError(msg)
    base_url = f"/{base_url.strip('/')}/".replace("//", "/")
    argv = [sys.executable, "-m", "trd_sdm.app.server", str(notebook.resolve())]
    argv += [f"--ip={ip}", f"--port={port}", f"--base-url={base_url}"]
    argv += [f"--preheat={int(preheat)}", f"--cull-idle={cull_idle_seconds}"]
    argv += ["--behind-proxy"] if behind_proxy else []
    return argv, _environment(token)


def _environment(token: str) -> dict[str, str]:
    paths = [str(PACKAGE), *filter(None, [os.environ.get("JUPYTER_PATH")])]
    return {
        **os.environ,
        "JUPYTER_PATH": os.pathsep.join(paths),
        # The page needs no copy of what it has just sent: one message less for every answer.
        "JUPYTER_WIDGETS_ECHO": "0",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        TOKEN_VARIABLE: token,
    }


def _loopback(ip: str) -> bool:
    import ipaddress

    try:
        return ip == "localhost" or ipaddress.ip_address(ip).is_loopback
    except ValueError:
        return False


def make_token(ip: str) -> str:
    """Return a new access token for an address, or "" where none is needed (loopback)."""
    return "" if _loopback(ip) else secrets.token_urlsafe(24)


def free_port(ip: str = "127.0.0.1", port: int = 8866, tries: int = 50) -> int:
    """First port from `port` upwards that nobody listens on; 0 lets the system choose.

    Raises
    ------
    ServerError
        If none of `tries` ports is free.
    """
    family = socket.AF_INET6 if ":" in ip else socket.AF_INET
    for candidate in range(port, port + tries) if port else (0,):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((ip, candidate))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    msg = f"No port from {port} to {port + tries - 1} is free on {ip}."
    raise ServerError(msg)


def wait_ready(url: str, process: subprocess.Popen[bytes], log: Path, seconds: float = 60) -> None:
    """Wait until the server answers on its health check.

    Raises
    ------
    ServerError
        If it ended, or did not answer in time; the end of its log is in the message.
    """
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url + HEALTH_PATH, timeout=2):  # noqa: S310  (our own address)
                return
        except urllib.error.HTTPError as error:
            error.close()
        except OSError:
            pass
        time.sleep(0.1)
    tail = log.read_text(errors="replace")[-2000:] if log.is_file() else ""
    state = "ended" if process.poll() is not None else f"did not answer in {seconds:g} seconds"
    msg = f"The server {state}. Its log ends with:\n{tail}"
    raise ServerError(msg)


def start(
    notebook: Path, *, ip: str = "127.0.0.1", port: int = 8866, log: Path | None = None, **options: Any
) -> RunningServer:
    """Start the server and wait until it answers.

    Parameters
    ----------
    notebook, ip, options
        As for `voila_command`.
    port
        Wanted port; the next free one is taken when it is in use.
    log
        Where its output goes; a temporary file unless told.
    """
    port = free_port(ip, port)
    argv, env = voila_command(notebook, ip=ip, port=port, **options)
    if log is None:
        handle, name = tempfile.mkstemp(prefix="trd-sdm-", suffix=".log")
        os.close(handle)
        log = Path(name)
    base = next(part for part in argv if part.startswith("--base-url=")).partition("=")[2]
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(ip, f"[{ip}]" if ":" in ip else ip)  # noqa: S104
    url = f"http://{host}:{port}{base}"
    with log.open("wb") as out:
        process = subprocess.Popen(argv, env=env, stdout=out, stderr=subprocess.STDOUT)  # noqa: S603
    try:
        wait_ready(url, process, log)
    except BaseException:
        _end(process)
        raise
    return RunningServer(process, url, env[TOKEN_VARIABLE], log)


def stop(server: RunningServer, seconds: float = 15) -> None:
    """End a server and its kernels, and wait until it is gone."""
    _end(server.process, seconds)


def _end(process: subprocess.Popen[bytes], seconds: float = 15) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)


@contextmanager
def serving(notebook: Path, **options: Any) -> Iterator[RunningServer]:
    """Serve a notebook for as long as the block runs."""
    server = start(notebook, **options)
    try:
        yield server
    finally:
        stop(server)


def run(
    notebook: Path,
    *,
    ip: str = "127.0.0.1",
    port: int = 8866,
    open_browser: bool = True,
    **options: Any,
) -> int:
    """Serve a notebook until Ctrl+C: say where it is, open the browser, end everything.

    Returns
    -------
    int
        Exit code.
    """
    server = start(notebook, ip=ip, port=port, **options)
    taken = f":{port}/" not in server.url and port != 0
    lines = [f"Port {port} is in use, so another one is taken."] if taken else []
    lines.append(f"The app is at {server.link}")
    if server.token:
        lines.append(f"It listens beyond this machine ({ip}), so it demands an access token; it is in the link.")
        lines.append("Whoever has this link can open the app. It is not needed twice in the same browser.")
        if ip in {"0.0.0.0", "::"}:  # noqa: S104  (told, not bound here)
            lines.append(f"From another machine, put this one's name or address in place of {LOOPBACK_NAME}.")
    lines += [f"Its log, while it runs: {server.log}", "Stop it with Ctrl+C."]
    print("\n".join(lines), flush=True)  # noqa: T201  (this is the command's output)
    # With a token the link is not handed to a browser's command line, which others can read.
    if open_browser and not server.token:
        webbrowser.open(server.url)
    # Ended from outside, the launcher takes the server and its kernels with it, as Ctrl+C does.
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    try:
        return server.process.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        stop(server)
        if server.process.returncode in {0, -signal.SIGTERM}:
            server.log.unlink(missing_ok=True)  # kept only where it may say what went wrong
