"""Text on the page from HTML that was rendered, and escaped, elsewhere."""

from typing import Any

import traitlets

from trd_sdm.app.parts.base import Part


class Markup(Part):
    """Trusted HTML, as Jinja with autoescape renders it; links open a new tab that cannot reach back.

    The HTML is put on the page as it is: escape what people typed before it comes here.

    Parameters
    ----------
    html
        The HTML; setting it again replaces what is shown.
    live
        Say changes aloud (role status): for a sentence that follows an answer, not for a table.
    comes_forward
        Scroll it into sight when it begins to say something: for what must not be missed.
    """

    html = traitlets.Unicode().tag(sync=True)
    live = traitlets.Bool(default_value=False).tag(sync=True)
    comes_forward = traitlets.Bool(default_value=False).tag(sync=True)

    def __init__(self, html: str = "", **kwargs: Any) -> None:
        super().__init__(html=html, **kwargs)
