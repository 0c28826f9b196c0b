"""What every part has in common: a short script that waits for the page's runtime, and answers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import anywidget
import traitlets

# Each widget instance sends its own script to the page, so it is a stub: the code of all parts travels
# once, with the runtime. A stub may run before or after the runtime; the promise settles either way.
_STUB = """
const gate = globalThis.trdSdmGate ??= (() => {
  let open; const ready = new Promise((resolve) => { open = resolve; }); return { ready, open };
})();
export default {
  async render(context) { const sdm = await gate.ready; return sdm.render("%s", context); },
};
"""


@dataclass(frozen=True)
class Answer:
    """One thing a person did: which part, what it now says, and when in the page's order.

    Parameters
    ----------
    key
        The part's key.
    value
        What the part now says; the type is the part's own.
    revision
        Page-wide count of answers; what is published for this answer carries it back.
    """

    key: str
    value: Any
    revision: int


class Part(anywidget.AnyWidget):
    """A widget drawn by the runtime's script of the same class name."""

    _esm = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Give each part the stub that asks the runtime for its drawing function."""
        if "_esm" not in cls.__dict__:
            cls._esm = _STUB % cls.__name__
        super().__init_subclass__(**kwargs)


class InputPart(Part):
    """A part a person answers with: it has a key, and every answer carries a revision.

    Parameters
    ----------
    key
        Name of the answer, unique on the page.
    """

    key = traitlets.Unicode().tag(sync=True)
    revision = traitlets.Int(0).tag(sync=True)
    disabled = traitlets.Bool(default_value=False).tag(sync=True)

    def __init__(self, key: str, **kwargs: Any) -> None:
        if not key:
            msg = "An input part needs a key: a short name, unique on its page."
            raise ValueError(msg)
        self._on_answer: Callable[[Answer], None] | None = None
        self._on_refused: Callable[[int, traitlets.TraitError], None] | None = None
        super().__init__(key=key, **kwargs)
        self.observe(self._answered, names="revision")

    def answer(self) -> Any:
        """Return what the part says now, as its answers carry it."""
        return self.value

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take the page's answer; one the part does not allow is refused aloud, not lost in a log."""
        try:
            super().set_state(sync_data)
        except traitlets.TraitError as error:
            if self._on_refused is None:
                raise
            self._on_refused(int(sync_data.get("revision", 0)), error)

    def _answered(self, change: Any) -> None:
        self._tell(self.answer(), int(change["new"]))

    def _tell(self, value: Any, revision: int) -> None:
        self._tell_as(self.key, value, revision)

    def _tell_as(self, key: str, value: Any, revision: int) -> None:
        if self._on_answer is not None:
            self._on_answer(Answer(key, value, revision))
