"""Hide the screen for a while: somebody comes in, or it is enough for now."""

import traitlets

from trd_sdm.app.parts.base import Part


class Pause(Part):
    """A button that lays a calm cover over the whole page, and one that takes it away.

    The page itself does it, so that it works with no kernel behind it. The tab remembers it, so that a page loaded
    again is still covered. Escape does not lift the cover: what is below it is not for everybody.

    Parameters
    ----------
    label
        What the button says.
    title, text
        What the cover says.
    help
        Where to turn, below that: the numbers of the page are covered too.
    proceed
        What the button on the cover says.
    """

    label = traitlets.Unicode("Pause").tag(sync=True)
    title = traitlets.Unicode("Paused").tag(sync=True)
    text = traitlets.Unicode("Paused. Nothing is lost.").tag(sync=True)
    help = traitlets.Unicode("Not safe right now? Call your local emergency number, or tell somebody near you.").tag(
        sync=True
    )
    proceed = traitlets.Unicode("Continue").tag(sync=True)
