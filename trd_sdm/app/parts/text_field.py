"""Words in a person's own way: one line, or a few."""

from typing import Any

import traitlets

from trd_sdm.app.parts.base import InputPart

TEXT_AT_MOST = 500


class TextField(InputPart):
    """A labelled field for free text; it answers when the typing pauses and when the field is left.

    Parameters
    ----------
    key
        Name of the answer, unique on the page.
    label
        The question.
    value
        The text, or None where nothing was written.
    help
        One sentence below the label.
    lines
        Height in lines; 1 is a single line that takes no line breaks.
    max_length
        Most characters; the field says how many are left once fewer than 50 are.

    Examples
    --------
    >>> TextField("choice.why", "Why?", "  I sleep badly. ").value
    'I sleep badly.'
    >>> TextField("choice.why", "Why?", "   ").value is None
    True
    """

    label = traitlets.Unicode().tag(sync=True)
    help = traitlets.Unicode().tag(sync=True)
    value = traitlets.Unicode(default_value=None, allow_none=True).tag(sync=True)
    lines = traitlets.Int(3).tag(sync=True)
    max_length = traitlets.Int(TEXT_AT_MOST).tag(sync=True)

    def __init__(self, key: str, label: str, value: str | None = None, **kwargs: Any) -> None:
        super().__init__(key, label=label, value=value, **kwargs)

    @traitlets.validate("value")
    def _check_value(self, proposal: Any) -> str | None:
        text = (proposal["value"] or "").strip()
        if len(text) > self.max_length:
            msg = f"{self.label} At most {self.max_length} characters; these are {len(text)}."
            raise traitlets.TraitError(msg)
        return text or None
