"""What the page has to say to people: kept until read, dated, calm."""

from datetime import datetime
from typing import Any

import traitlets

from trd_sdm.app.parts.base import Part
from trd_sdm.app.parts.guard import SORRY, log_failure


class Notices(Part):
    """A list of dated notices in two live regions: ``status`` waits its turn, ``alert`` speaks up.

    Examples
    --------
    >>> notices = Notices()
    >>> number = notices.say("Two options share the first place.")
    >>> [item["text"] for item in notices.items]
    ['Two options share the first place.']
    >>> notices.dismiss(number)
    >>> notices.items
    []
    """

    items = traitlets.List(traitlets.Dict()).tag(sync=True)

    def __init__(self, **kwargs: Any) -> None:
        self._count = 0
        super().__init__(**kwargs)

    def say(self, text: str) -> int:
        """Add a polite notice (role status); return its number."""
        return self._add("status", text)

    def alert(self, text: str) -> int:
        """Add an assertive notice (role alert), for what a person must know now; return its number."""
        return self._add("alert", text)

    def dismiss(self, number: int) -> None:
        """Take one notice away; one that is already gone is no error."""
        self.items = [item for item in self.items if item["id"] != number]

    def clear(self) -> None:
        """Take all notices away."""
        self.items = []

    def failed(self, error: BaseException) -> None:
        """Log an exception and say on the page that something went wrong."""
        log_failure(error)
        self.alert(SORRY)

    def _add(self, level: str, text: str) -> int:
        self._count += 1
        item = {
            "id": self._count,
            "level": level,
            "text": text,
            "time": datetime.now().astimezone().strftime("%H:%M"),
        }
        # The same words again replace the older ones: ten equal notices help nobody.
        kept = [old for old in self.items if (old["level"], old["text"]) != (level, text)]
        self.items = [*kept, item]
        return self._count
