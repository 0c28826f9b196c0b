"""Voilà, standalone and closed: what its options cannot switch off is switched off here.

Run as ``python -m trd_sdm.app.server NOTEBOOK``; `trd_sdm.app.serve` writes that command. The access token
comes by the environment, never by the command line, which other people on the machine can read.
"""

import argparse
import hmac
import ipaddress
import json
import logging
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import tornado.web
from jupyter_core.paths import jupyter_path
from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from traitlets.config import Config
from voila.app import Voila
from voila.request_info_handler import RequestInfoSocketHandler
from voila.static_file_handler import TemplateStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

TOKEN_VARIABLE = "TRD_SDM_TOKEN"  # noqa: S105  (the variable's name, not a token)
_STATIC = Path(__file__).parent / "static"
_KERNEL_LOG = logging.getLogger("trd_sdm.kernel")
_HEADERS = {
    # Scripts and styles are ruled by the template's own policy; this adds what only a header can.
    "Content-Security-Policy": "frame-ancestors 'self'; object-src 'none'; base-uri 'self'",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def is_loopback(ip: str) -> bool:
    """Whether an address is reachable from this machine only.

    Examples
    --------
    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if ip == "localhost":
        return True
    try:
        return ipaddress.ip_address(ip).is_loopback
    except ValueError:
        return False


class PageHandler(TornadoVoilaHandler):
    """The page, at one address with nothing after it.

    What stands in a query (an access token, or worse a name) would reach the browser's history and, with
    pre-heated kernels, the environment of the next visitor's kernel. It is taken off before anything starts.
    """

    @tornado.web.authenticated
    async def get(self, path: str | None = None) -> None:
        """Show the page, or send the browser to the same address without its query."""
        if path:
            raise tornado.web.HTTPError(404)
        if self.request.query:
            self.redirect(self.request.path)
            return
        # Sets the cookie a page needs to end its kernel when it is closed; Voilà itself never does, and
        # the kernel of every closed page would live on until it is culled.
        self.xsrf_token  # noqa: B018
        await super().get(path)


class AccessHandler(JupyterHandler):
    """Asks for the access code when somebody comes without the link."""

    @allow_unauthenticated
    def get(self) -> None:
        """Show the form."""
        self._show(wrong=False)

    @allow_unauthenticated
    def post(self) -> None:
        """Let in whoever knows the code."""
        given = self.get_body_argument("token", default="")
        if not hmac.compare_digest(given.encode(), self.identity_provider.token.encode()):
            self.set_status(401)
            self._show(wrong=True)
            return
        user = self.identity_provider.generate_anonymous_user(self)
        self.identity_provider.set_login_cookie(self, user)
        self.redirect(self.base_url)

    def _show(self, *, wrong: bool) -> None:
        from voila.utils import create_include_assets_functions

        assets = create_include_assets_functions("trd_sdm", self.base_url)
        template = self.settings["voila_jinja2_env"].get_template("access.html")
        self.finish(template.render(base_url=self.base_url, wrong=wrong, xsrf=self.xsrf_form_html(), **assets))


class KernelSocket(VoilaKernelWebsocketHandler):
    """The kernel's socket; what the kernel writes to stderr goes to the server's log.

    Voilà drops it: an exception in a callback would show up nowhere.
    """

    def write_message(self, message: Any, binary: bool = False) -> Any:  # noqa: FBT001, FBT002  (tornado's signature)
        """Pass a message on to the page."""
        # Looked for as bytes first: reading each message as JSON would cost every answer some time.
        if isinstance(message, bytes) and (b'"msg_type": "stream"' in message or b'"msg_type":"stream"' in message):
            text = _stderr_of(message)
            if text and not text.startswith("No such comm"):  # Voilà closing its own start-up channel
                _KERNEL_LOG.error("%s", text.rstrip())
        return super().write_message(message, binary)


def _stderr_of(message: bytes) -> str:
    """Text of a stderr stream message in the kernel socket's binary protocol, else ""."""
    count = int.from_bytes(message[:8], "little")
    offsets = [int.from_bytes(message[8 * (i + 1) : 8 * (i + 2)], "little") for i in range(count)]
    try:
        header, content = (json.loads(message[offsets[i] : offsets[i + 1]]) for i in (1, 4))
    except (IndexError, ValueError):
        return ""
    if header.get("msg_type") != "stream" or content.get("name") != "stderr":
        return ""
    return str(content.get("text", ""))


class QuietStatic(tornado.web.StaticFileHandler):
    """Our own static files: the browser asks each time whether they changed, and keeps them."""

    def set_extra_headers(self, path: str) -> None:
        """Make the browser ask before it uses its copy."""
        self.set_header("Cache-Control", "no-cache")


class TemplateStatic(TemplateStaticFileHandler):
    """The templates' static files; an address that leads out of them is not found, and is not a stack in the log."""

    def parse_url_path(self, path: str) -> str:
        """Let through only ``template/static/...`` without a way up."""
        parts = path.split("/")
        if len(parts) < 3 or parts[1] != "static" or ".." in parts or "\\" in path or "\0" in path:
            raise tornado.web.HTTPError(404)
        return str(super().parse_url_path(path))


class TrdVoila(Voila):
    """Standalone Voilà that serves one notebook with our template.

    A standalone server lets pages send only widget messages to a kernel; running code is refused.
    """

    name = "voila"

    @property
    def data_dir(self) -> str:
        """Voilà's own data; our template's folder comes first on the path but holds no themes."""
        found = [path for path in jupyter_path("voila") if (Path(path) / "themes").is_dir()]
        return found[0] if found else str(super().data_dir)

    def load_config_file(self, *args: Any, **kwargs: Any) -> None:
        """Read no configuration of the user's: it could open what is closed here."""

    def init_handlers(self) -> list[Any]:
        """Voilà's addresses, with the page, the socket and the access form replaced by ours."""
        replaced = {
            TornadoVoilaHandler: PageHandler,
            VoilaKernelWebsocketHandler: KernelSocket,
            TemplateStaticFileHandler: TemplateStatic,
        }
        handlers: list[Any] = [
            (url_path_join(self.server_url, "/voila/trd/(vega\\.js)"), QuietStatic, {"path": str(_STATIC)}),
            (url_path_join(self.server_url, "/login/?"), AccessHandler),
        ]
        for address, handler, *rest in super().init_handlers():
            # Without its own check of who asks, this one would tell a visitor's request to anybody.
            if handler is RequestInfoSocketHandler:
                continue
            handlers.append((address, replaced.get(handler, handler), *rest))
        return handlers


class _NoQueries(logging.Filter):
    """Takes what follows a question mark out of logged addresses."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = re.sub(r"\?[^\s'\")]*", "", record.getMessage()), ()
        return True


def _log_request(handler: Any) -> None:
    """Log failures only, and only the path."""
    if handler.get_status() >= 500:
        logging.getLogger("trd_sdm.server").error(
            "%s %s %s", handler.get_status(), handler.request.method, handler.request.path
        )


def configuration(options: argparse.Namespace, token: str) -> Config:
    """Everything that is set, in one place.

    Parameters
    ----------
    options
        The parsed command line.
    token
        Access token; "" for none.
    """
    here_only = is_loopback(options.ip) and not options.behind_proxy
    return Config(
        {
            "Voila": {
                "ip": options.ip,
                "port": options.port,
                "port_retries": 0,
                "base_url": options.base_url,
                "open_browser": False,
                "token": token,
                "log_level": logging.WARNING,
                "tornado_settings": {
                    "headers": _HEADERS,
                    "log_function": _log_request,
                    # A page elsewhere that names itself after this machine is not let in.
                    "allow_remote_access": not here_only,
                    "local_hostnames": ["localhost"],
                },
            },
            "VoilaConfiguration": {
                "template": "trd_sdm",
                "theme": "light",
                "allow_template_override": "NO",
                "allow_theme_override": "NO",
                "show_tracebacks": False,
                "strip_sources": True,
                "file_allowlist": [],
                "preheat_kernel": options.preheat > 0,
                "default_pool_size": options.preheat,
                "extension_allowlist": [
                    "@jupyter-widgets/jupyterlab-manager",
                    "@voila-dashboards/widgets-manager8",
                    "anywidget",
                ],
                "extension_denylist": [],
            },
            "VoilaExecutor": {"cell_error_instruction": "", "timeout": 120},
            "PasswordIdentityProvider": {"allow_password_change": False},
            "MappingKernelManager": {
                "cull_idle_timeout": options.cull_idle,
                "cull_interval": max(5, min(60, options.cull_idle // 2)),
                "cull_connected": False,
                "cull_busy": False,
            },
        }
    )


def main(argv: Sequence[str] | None = None) -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="trd_sdm.app.server", description=__doc__)
    parser.add_argument("notebook", type=Path)
    parser.add_argument("--ip", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8866)
    parser.add_argument("--base-url", default="/")
    parser.add_argument("--preheat", type=int, default=1, help="kernels kept ready; 0 for none")
    parser.add_argument("--cull-idle", type=int, default=1200, help="seconds a kernel without a page lives")
    parser.add_argument("--behind-proxy", action="store_true", help="requests come under the proxy's name")
    options = parser.parse_args(argv)
    # Taken out of the environment, which every kernel inherits.
    token = os.environ.pop(TOKEN_VARIABLE, "")
    if not token and not is_loopback(options.ip):
        sys.exit(f"Off this machine ({options.ip}) an access token is required: set {TOKEN_VARIABLE}.")
    logging.basicConfig(format="%(asctime)s %(name)s %(levelname)s %(message)s", level=logging.WARNING)
    for name in ("tornado.access", "tornado.application", "tornado.general"):
        logging.getLogger(name).addFilter(_NoQueries())
    # It warns at every connection that jupyter_server counts its pings in milliseconds.
    logging.getLogger("tornado.general").setLevel(logging.ERROR)
    TrdVoila.launch_instance([str(options.notebook)], config=configuration(options, token))


if __name__ == "__main__":
    main()
