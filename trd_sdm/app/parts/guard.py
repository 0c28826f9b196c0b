"""Nothing fails in silence: an exception in a handler reaches the log and the page.

Voilà shows nothing when a traitlets observer raises: not in the page, not in the console, not in the log.
"""

import logging
import os
import traceback
from collections.abc import Callable
from typing import Any, Protocol

import traitlets

_LOG = logging.getLogger("trd_sdm.app")

#: What the page says when a handler raised.
SORRY = "Something went wrong on our side. Your last answer is kept, but the charts have not updated."


class Announcer(Protocol):
    """Something that can tell the page that a handler raised: `Runtime` or `Notices`."""

    def failed(self, error: BaseException) -> None:
        """Log the error and say so on the page."""


def log_failure(error: BaseException) -> None:
    """Write an error's type and stack to the log, without its message.

    A message can quote what a person typed (a validation error does), so it is left out unless
    ``TRD_SDM_DEBUG`` is set.

    Parameters
    ----------
    error
        The exception caught.
    """
    stack = "".join(traceback.format_tb(error.__traceback__))
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    said = f": {error}" if os.environ.get("TRD_SDM_DEBUG") else " (message left out: it may hold an answer)"
    _LOG.error("Traceback (most recent call last):\n%s%s%s", stack, name, said)


def guarded(handler: Callable[..., Any], announcer: Announcer) -> Callable[..., Any]:
    """Wrap a handler so that what it raises is logged and announced instead of lost.

    Parameters
    ----------
    handler
        Any callable.
    announcer
        Told of the exception.
    """

    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return handler(*args, **kwargs)
        except Exception as error:  # noqa: BLE001  (this is the one place that catches everything, to say so)
            announcer.failed(error)
            return None

    return run


def observe(
    widget: traitlets.HasTraits,
    names: str | list[str],
    handler: Callable[[Any], None],
    notices: Announcer,
) -> Callable[[Any], None]:
    """Observe traits with a handler whose exceptions reach the log and the page.

    Parameters
    ----------
    widget
        What to observe.
    names
        Trait name or names.
    handler
        Called with the traitlets change.
    notices
        The page's `Runtime` (which also marks the charts stale) or `Notices`.

    Returns
    -------
    callable
        What was registered, for `unobserve`.
    """
    wrapped = guarded(handler, notices)
    widget.observe(wrapped, names=names)
    return wrapped
