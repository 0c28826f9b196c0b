"""The way through the page: named steps, the one shown now, and where one may go."""

from collections.abc import Sequence
from typing import Any

import traitlets

from trd_sdm.app.parts.base import InputPart


class Steps(InputPart):
    """A navigation of numbered buttons; a new step moves the reader to its heading.

    Parameters
    ----------
    key
        Name of the answer, unique on the page.
    steps
        Each a dict with ``id`` and ``label``; ``why_not`` says why it cannot be opened yet, if so.
    value
        Id of the step shown.
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
        ids = [step["id"] for step in self.steps]
        if proposal["value"] not in ids:
            raise traitlets.TraitError(f"{proposal['value']!r} is no step; the steps are {', '.join(ids)}.")
        return str(proposal["value"])
