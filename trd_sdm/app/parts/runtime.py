"""The page's one runtime: its script, its order of answers, its charts and its memory in the tab."""

import base64
import logging
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

import traitlets

from trd_sdm.app.parts.base import Answer, InputPart, Part
from trd_sdm.app.parts.guard import SORRY, guarded, log_failure
from trd_sdm.app.parts.notices import Notices
from trd_sdm.present.bundle import load_bundle

_LOG = logging.getLogger("trd_sdm.app")
_STATIC = Path(__file__).parent.parent / "static"
_THEME = Path(__file__).parents[2] / "voila" / "templates" / "trd_sdm" / "static" / "theme.css"
_SCRIPTS = (
    "storage",
    "core",
    "dom",
    "focus",
    "range_slider",
    "choices",
    "fold",
    "suggestions",
    "fields",
    "checklist",
    "entries",
    "buttons",
    "notices",
    "markup",
    "steps",
    "pause",
    "chart_host",
)


@cache
def runtime_script() -> str:
    """Join the parts' scripts into the one module a page loads.

    Each file becomes a block of its own, so that names in one cannot clash with names in another.
    """
    blocks = [f"{{\n{(_STATIC / f'{name}.js').read_text(encoding='utf-8')}\n}}" for name in _SCRIPTS]
    return "\n".join([*blocks, (_STATIC / "runtime.js").read_text(encoding="utf-8")])


class Runtime(Part):
    """One a page. Takes every answer in order, publishes to all charts at once, and keeps the record.

    Parameters
    ----------
    app
        Name of the app, part of the key its answers are kept under in the tab.
    schema_version
        Version of the record; answers of another version are left alone.
    notices
        Where failures are announced; made when not given.

    Examples
    --------
    >>> runtime = Runtime("session", schema_version=1)
    >>> slider = RangeSlider("response", "Feeling much better")  # doctest: +SKIP
    >>> def handle(answer):  # doctest: +SKIP
    ...     runtime.publish(answer.revision, charts={"fit": {"fit": {"ect": 61}}}, record="{}")
    >>> runtime.connect([slider], handle)  # doctest: +SKIP
    """

    _esm = ""  # read when the first runtime is made, so that importing this module reads no files

    storage_key = traitlets.Unicode().tag(sync=True)
    patience_ms = traitlets.Int(2500).tag(sync=True)

    def __init__(self, app: str, schema_version: int = 1, notices: Notices | None = None, **kwargs: Any) -> None:
        self.notices = notices if notices is not None else Notices()
        self._connected = False
        self._charts: dict[str, dict[str, Any]] = {}
        self._record: str | None = None
        self._aside: str | None = None
        self._steps: dict[str, str] = {}
        self.kept_steps: dict[str, str] = {}
        """What the tab kept beside its record, by name, when the page loaded."""
        self._published = -1
        self._revision = 0
        self._restore: Callable[[str | None, list[tuple[str, Any]]], None] | None = None
        Runtime._esm = runtime_script()
        super().__init__(storage_key=f"trd-sdm/{app}/{schema_version}", **kwargs)
        self.on_msg(self._received)

    # -- answers in ------------------------------------------------------------------------------

    def connect(self, parts: Iterable[InputPart], handler: Callable[[Answer], None]) -> None:
        """Send the answers of some parts to the page's handler, one at a time, in the page's order.

        The handler is expected to call `publish` with the answer's revision. One that does not is
        acknowledged when it returns; one that raises is logged, announced, and its charts marked stale.

        Parameters
        ----------
        parts
            Input parts; may be called again for parts made later.
        handler
            Called with an `Answer`.
        """

        def take(answer: Answer) -> None:
            self._revision = answer.revision
            handler(answer)
            if self._published < answer.revision:
                self.publish(answer.revision)

        for part in parts:
            part._on_answer = guarded(take, self)
            part._on_refused = partial(self._refused, part)

    def on_restore(self, handler: Callable[[str | None, list[tuple[str, Any]]], None]) -> None:
        """Take back what the tab kept: the last record (or None) and the answers not yet in it.

        Parameters
        ----------
        handler
            Called once, when the page has loaded and the tab kept something, with the record's JSON and a
            list of ``(key, value)`` in the order they were given.
        """
        self._restore = handler

    @property
    def aside(self) -> str | None:
        """What the tab keeps beside the record, as it was last published; None where nothing was."""
        return self._aside

    # -- results out -----------------------------------------------------------------------------

    def publish(
        self,
        revision: int | None = None,
        charts: Mapping[str, Mapping[str, Any]] | None = None,
        record: str | None = None,
        aside: str | None = None,
        steps: Mapping[str, str] | None = None,
    ) -> None:
        """Update all charts in one message, keep the record in the tab, and acknowledge the answer.

        Parameters
        ----------
        revision
            The answer this is the result of; the one being handled unless told.
        charts
            ``{chart_id: {param: value}}``; charts and params not named stay as they are, and what has not changed is
            not drawn again.
        record
            The record's JSON; the tab keeps the last one.
        aside
            What stands on the page beside the record, as text; the tab keeps the last one.
        steps
            Texts the tab keeps beside the record, by name, such as how to undo; only what has changed is sent.
        """
        revision = self._revision if revision is None else revision
        self._published = max(self._published, revision)
        changed = self._changed(charts or {})
        for chart_id, params in changed.items():
            self._charts.setdefault(chart_id, {}).update(params)
        self._record = record if record is not None else self._record
        self._aside = aside if aside is not None else self._aside
        new_steps = {name: text for name, text in (steps or {}).items() if self._steps.get(name) != text}
        self._steps |= new_steps
        # Before the page has loaded there is nobody to tell: it gets the latest of everything on hello.
        if self._connected:
            self._send_published(revision, changed, record, aside, new_steps)

    def _changed(self, charts: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
        """Leave out what the page already has; drawing is the dearest part of an answer."""
        found = {}
        for chart_id, params in charts.items():
            held = self._charts.get(chart_id, {})
            new = {name: value for name, value in params.items() if name not in held or held[name] != value}
            if new:
                found[chart_id] = new
        return found

    def failed(self, error: BaseException) -> None:
        """Log an exception, say so on the page, and mark the charts as not up to date."""
        log_failure(error)
        self.notices.alert(SORRY)
        if self._connected:
            self.send({"kind": "failed"})

    def download(self, name: str, content: str | bytes, kind: str = "application/json") -> None:
        """Hand the person a file to save.

        Parameters
        ----------
        name
            File name offered; name nobody in it.
        content
            What is in the file; bytes travel as base64.
        kind
            Its media type.
        """
        if isinstance(content, bytes):
            data = base64.b64encode(content).decode("ascii")
            self.send({"kind": "download", "name": name, "data": data, "type": kind})
        else:
            self.send({"kind": "download", "name": name, "text": content, "type": kind})

    def print_page(self) -> None:
        """Open the browser's print dialogue."""
        self.send({"kind": "print"})

    def clear(self, *, reload: bool = False) -> None:
        """Forget everything the tab keeps; with `reload`, begin again on a fresh page."""
        self.send({"kind": "clear", "reload": reload})

    # -- messages from the page ------------------------------------------------------------------

    def _received(self, _: Any, content: dict[str, Any], __: Any) -> None:
        kind = content.get("kind")
        if kind == "hello":
            guarded(self._hello, self)(content)
        elif kind == "want" and content.get("what") == "vega":
            self.send({"kind": "asset", "what": "vega", "text": load_bundle()})
        elif kind == "want" and content.get("what") == "theme":
            self.send({"kind": "asset", "what": "theme", "text": _THEME.read_text(encoding="utf-8")})
        elif kind == "chart_failed":
            _LOG.error("chart %s was not drawn: %s", content.get("chart"), content.get("message"))

    def _hello(self, content: dict[str, Any]) -> None:
        self._revision = revision = int(content.get("revision") or 0)
        record, journal = content.get("record"), content.get("journal") or []
        self._aside = content.get("aside")
        self.kept_steps = {str(name): str(text) for name, text in (content.get("steps") or {}).items()}
        if self._restore is not None and (record is not None or journal):
            self._connected = False  # hold what restoring publishes, so that it goes out as one message
            try:
                self._restore(record, [(str(key), value) for key, value in journal])
            except Exception as error:  # noqa: BLE001  (announced; the tab keeps what it had)
                self._connected = True
                self._send_published(-1, self._charts, None, None, {})
                self.failed(error)
                return
        self._connected = True
        self._send_published(revision, self._charts, self._record, self._aside, self._steps)

    def _send_published(
        self,
        revision: int,
        charts: Mapping[str, Any],
        record: str | None,
        aside: str | None,
        steps: Mapping[str, str],
    ) -> None:
        beside: dict[str, Any] = {} if aside is None else {"aside": aside}
        beside |= {"steps": dict(steps)} if steps else {}
        self.send({"kind": "publish", "revision": revision, "charts": dict(charts), "record": record, **beside})

    def _refused(self, part: InputPart, revision: int, error: traitlets.TraitError) -> None:
        self._revision = revision
        self.notices.say(f"That answer was not taken. {error}")
        part.send_state()  # the page shows again what still holds
        self.publish(revision)
