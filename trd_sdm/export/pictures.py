"""The fit chart as a file: the same chart as on the screen, drawn once with its numbers, as SVG or PNG."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, Any, Literal

import vl_convert

from trd_sdm.present.bundle import vega_lite_version
from trd_sdm.present.charts import fit
from trd_sdm.present.disclaimer import DISCLAIMER
from trd_sdm.present.roles import WHOSE
from trd_sdm.present.theme import CARD, MUTED, NORMAL, TypeSizes

if TYPE_CHECKING:
    from trd_sdm.export.gathered import Gathered
    from trd_sdm.session.record import Whose

PRINT_FONT = "Libertinus Serif"
"""The face that Typst brings along, so that paper needs no font of the machine it is made on."""
_LETTERS_A_LINE = 96
_BELOW_AXIS = 58  # px
_CLIP = re.compile(r'(?<= id=")clip\d+(?=")|(?<=clip-path="url\(#)clip\d+(?=\))')


def has_fit(held: Gathered, whose: Whose) -> bool:
    """Say whether there is anything to draw for somebody's ratings."""
    return held.appraisal.roles[whose] is not None


def fit_spec(held: Gathered, whose: Whose, *, sizes: TypeSizes = NORMAL) -> dict[str, Any]:
    """Give the Vega-Lite spec of the fit chart with its numbers in it, as wide as the place it stands in."""
    options, criteria = held.option_labels(), held.criterion_labels()
    spec: dict[str, Any] = fit.fit_chart(options, criteria, sizes=sizes).to_dict()
    params = fit.fit_params(held.appraisal.roles[whose], held.appraisal.options, held.appraisal.unknown)
    for param in spec["params"]:
        param["value"] = params.get(param["name"], param.get("value"))
    spec["title"]["subtitle"] = [WHOSE[whose], "Mark: fit. Band: likely range."]
    return spec


def fit_svg(held: Gathered, whose: Whose, *, width: int = 640, sizes: TypeSizes = NORMAL, font: str = "") -> str:
    """Draw the fit chart as SVG for a page that names mode and versions itself."""
    spec = _sized(fit_spec(held, whose, sizes=sizes), width)
    if font:
        spec["config"]["font"] = font
    return _renumbered(str(vl_convert.vegalite_to_svg(spec, vl_version=vega_lite_version())))


def chart_file(held: Gathered, whose: Whose, form: Literal["svg", "png"], *, width: int = 720) -> bytes:
    """Draw the fit chart as a picture that stands alone: mode, versions, evidence date and disclaimer are in it.

    Raises
    ------
    ExportStopped
        While the safety stop holds.
    ValueError
        If nothing was rated above 0, so that there is nothing to draw.
    """
    held.go_on()
    if not has_fit(held, whose):
        raise ValueError(f"{WHOSE[whose].lower()} there is no fit to draw: nothing was rated above 0")
    spec = _sized(fit_spec(held, whose), width)
    foot = [line for text in (held.versions, DISCLAIMER) for line in textwrap.wrap(text, _LETTERS_A_LINE)]
    mark = {"type": "text", "text": foot, "x": 0, "y": spec["height"] + _BELOW_AXIS, "lineHeight": NORMAL.small + 4}
    small = {"align": "left", "baseline": "top", "fontSize": NORMAL.small, "color": MUTED}
    spec["layer"] = [*spec["layer"], {"data": {"values": [{}]}, "mark": {**mark, **small}}]
    whole = {**spec, "background": CARD, "padding": 16}
    version = vega_lite_version()
    if form == "svg":
        return _renumbered(str(vl_convert.vegalite_to_svg(whole, vl_version=version))).encode()
    return bytes(vl_convert.vegalite_to_png(whole, vl_version=version, scale=2))


def _sized(spec: dict[str, Any], width: int) -> dict[str, Any]:
    return {**spec, "width": width, "autosize": {"type": "pad", "contains": "padding"}}


def _renumbered(svg: str) -> str:
    """Count the ids of clips from 0: the drawing counts on from one picture to the next, so equal ones would differ."""
    places: dict[str, str] = {}
    return _CLIP.sub(lambda found: places.setdefault(found[0], f"clip{len(places)}"), svg)
