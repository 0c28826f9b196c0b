"""Charts as Vega sees them: parameters set from outside, drawn to SVG by the shipped renderer."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
import vl_convert


def drawn(chart, params, width: int) -> str:
    spec = json.loads(json.dumps(chart.to_dict()))
    for param in spec.get("params", ()):
        param["value"] = params.get(param["name"], param["value"])
    spec["width"] = width
    return vl_convert.vegalite_to_svg(spec)


@pytest.fixture
def draw():
    return drawn


@pytest.fixture
def texts():
    def of(svg: str) -> list[str]:
        return [unescape(re.sub(r"<[^>]+>", "", text)) for text in re.findall(r"<text[^>]*>(.*?)</text>", svg)]

    return of


@pytest.fixture
def values_in():
    """Give every data value baked into a spec, apart from parameters."""

    def of(spec: dict) -> list[object]:
        return [value for rows in spec["datasets"].values() for row in rows for value in row.values()]

    return of
