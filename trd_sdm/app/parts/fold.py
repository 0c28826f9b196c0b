"""What may wait: a button that shows or hides the widgets that stand with it, on the page alone."""

from collections.abc import Sequence

import ipywidgets as widgets
import traitlets

from trd_sdm.app.parts.base import Part


class Fold(Part):
    """A button that opens and closes the box it stands in; no answer, so nothing is sent.

    Parameters
    ----------
    label
        What is inside.
    is_open
        Whether it is open; setting it opens or closes it, and a person may do so at any time.
    """

    label = traitlets.Unicode().tag(sync=True)
    is_open = traitlets.Bool(default_value=False).tag(sync=True)

    def __init__(self, label: str, *, is_open: bool = False) -> None:
        super().__init__(label=label, is_open=is_open)


def folding(fold: Fold, children: Sequence[widgets.Widget]) -> widgets.VBox:
    """Put widgets behind a fold; closed, they take no room and are not read aloud."""
    body = widgets.VBox(list(children))
    body.add_class("trd-fold-body")
    made = widgets.VBox([fold, body])
    made.add_class("trd-folding")
    return made
