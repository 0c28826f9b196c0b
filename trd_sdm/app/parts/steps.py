"""The way through the page: named steps with their screens, the screen shown now, and where one may go."""

from collections.abc import Sequence
from typing import Any

import traitlets

from trd_sdm.app.parts.base import InputPart


class Steps(InputPart):
    """A navigation of numbered steps, and below it the screens of the step that is open.

    A new screen moves the reader to its heading, and the browser's Back goes a screen back.

    Parameters
    ----------
    key
        Name of the answer, unique on the page.
    steps
        Each a dict with ``id``, ``label`` and ``screens``: dicts with ``id``, ``label`` and, where it cannot be opened
        yet, ``why_not``.
    value
        Id of the screen shown.
    label
        What the navigation is called.
    """

    steps = traitlets.List(traitlets.Dict()).tag(sync=True)
    value = traitlets.Unicode().tag(sync=True)
    label = traitlets.Unicode("Steps").tag(sync=True)

    def __init__(self, key: str, steps: Sequence[dict[str, Any]], value: str, **kwargs: Any) -> None:
        super().__init__(key, steps=list(steps), value=value, **kwargs)

    @traitlets.validate("value")
    def _known(self, proposal: Any) -> str:
        ids = [screen["id"] for step in self.steps for screen in step["screens"]]
        if proposal["value"] not in ids:
            raise traitlets.TraitError(f"{proposal['value']!r} is no screen; the screens are {', '.join(ids)}.")
        return str(proposal["value"])
