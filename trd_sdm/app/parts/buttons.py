"""Parts that answer with an act: press a button, open a file."""

from typing import Any, ClassVar

import traitlets

from trd_sdm.app.parts.base import InputPart
from trd_sdm.evidence.reading import MAX_BYTES


class ActionButton(InputPart):
    """A button that says what it does; its value counts the presses.

    Parameters
    ----------
    key
        Name of the answer, unique on the page.
    label
        What it does, as words on the button ("Compare these four").
    detail
        One sentence beside it.
    kind
        ``primary`` (the next step, one a page), ``secondary`` or ``quiet``.
    value
        Presses so far.
    """

    KINDS: ClassVar[tuple[str, ...]] = ("primary", "secondary", "quiet")

    label = traitlets.Unicode().tag(sync=True)
    detail = traitlets.Unicode().tag(sync=True)
    kind = traitlets.Enum(KINDS, default_value="secondary").tag(sync=True)
    value = traitlets.Int(0).tag(sync=True)

    def __init__(self, key: str, label: str, **kwargs: Any) -> None:
        super().__init__(key, label=label, **kwargs)


class OpenFile(InputPart):
    """A file chooser for a small text file; its answer is ``{"name": ..., "text": ...}``.

    The text is not kept in the widget or the tab's journal: it may be large, and the record made from it
    is stored by itself.

    Parameters
    ----------
    key
        Name of the answer, unique on the page.
    label
        What the file is for ("Open a saved record").
    detail
        One sentence below.
    accept
        File endings the browser offers first.
    max_bytes
        Larger files are turned down with a sentence.
    """

    label = traitlets.Unicode().tag(sync=True)
    detail = traitlets.Unicode().tag(sync=True)
    accept = traitlets.Unicode(".json").tag(sync=True)
    max_bytes = traitlets.Int(MAX_BYTES).tag(sync=True)

    def __init__(self, key: str, label: str, **kwargs: Any) -> None:
        super().__init__(key, label=label, **kwargs)
        self.on_msg(self._opened)

    def answer(self) -> None:
        """Return nothing: the file's text passes through and is not kept."""

    def _answered(self, change: Any) -> None:
        """Ignore the revision trait: this part answers by message."""

    def _opened(self, _: Any, content: dict[str, Any], __: Any) -> None:
        if content.get("kind") != "opened":
            return
        name, text, revision = str(content["name"]), str(content["text"]), int(content["revision"])
        if len(text.encode()) > self.max_bytes:
            error = traitlets.TraitError(f"{name} is larger than {self.max_bytes // 1024} KB.")
            if self._on_refused is not None:
                self._on_refused(revision, error)
            return
        self._tell({"name": name, "text": text}, revision)
