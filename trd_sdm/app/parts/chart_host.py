"""The place of one chart: drawn once, then driven by params."""

from collections.abc import Mapping
from typing import Any

import traitlets

from trd_sdm.app.parts.base import Part


class ChartHost(Part):
    """A Vega-Lite chart drawn as SVG by the page's one Vega bundle, with a title and a description.

    After the first drawing the chart changes only through `Runtime.publish`, so that all charts of a page
    change together. Setting `spec` draws it anew and keeps the params last published.

    Parameters
    ----------
    chart_id
        Name `Runtime.publish` finds it by, unique on the page.
    chart
        An altair chart or its dict. ``width="container"`` follows the page; a fixed width scrolls in its
        own region where the screen is narrower.
    title
        The chart's heading.
    description
        What it shows, in words, for those who cannot see it.
    params
        First values of its params.
    subtitle
        How to read it, in a few words below the title. Within the drawing it would take room from a narrow plot.
    show_description
        Show the description to everyone.
    """

    chart_id = traitlets.Unicode().tag(sync=True)
    spec = traitlets.Dict().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    subtitle = traitlets.Unicode().tag(sync=True)
    description = traitlets.Unicode().tag(sync=True)
    params = traitlets.Dict().tag(sync=True)
    show_description = traitlets.Bool(default_value=False).tag(sync=True)

    def __init__(
        self,
        chart_id: str,
        chart: Any,
        title: str,
        description: str,
        *,
        params: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        if not title or not description:
            msg = f"Chart {chart_id!r} needs a title and a description in words."
            raise ValueError(msg)
        super().__init__(
            chart_id=chart_id,
            spec=as_spec(chart),
            title=title,
            description=description,
            params=dict(params or {}),
            **kwargs,
        )

    def draw(self, chart: Any) -> None:
        """Replace the chart itself; its params keep the values last published."""
        self.spec = as_spec(chart)


def as_spec(chart: Any) -> dict[str, Any]:
    """Return the Vega-Lite dict of an altair chart, or the dict itself.

    Raises
    ------
    TypeError
        If it is neither.

    Examples
    --------
    >>> as_spec({"mark": "bar"})
    {'mark': 'bar'}
    """
    spec = chart.to_dict() if hasattr(chart, "to_dict") else chart
    if not isinstance(spec, dict):
        msg = f"A chart is an altair chart or its dict; this is a {type(chart).__name__}."
        raise TypeError(msg)
    return spec
