"""A chart as a file: the same chart as on the screen, drawn once with its numbers, as SVG or PNG."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any, Literal

import vl_convert

from trd_sdm.export.drawings import FIT, drawings, fit_drawn
from trd_sdm.present.bundle import vega_lite_version
from trd_sdm.present.theme import CARD, FONT, MUTED, NORMAL, TypeSizes

if TYPE_CHECKING:
    from trd_sdm.export.gathered import Gathered
    from trd_sdm.session.record import Whose

Form = Literal["svg", "png"]
PRINT_FONT = "Libertinus Serif"
"""The face that Typst brings along, so that paper needs no font of the machine it is made on."""
_EDGE = 20  # px
_LETTER = 0.5  # of its size
_CLIP = re.compile(r'(?<= id=")clip\d+(?=")|(?<=clip-path="url\(#)clip\d+(?=\))')
_SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"')


def has_fit(held: Gathered, whose: Whose) -> bool:
    """Say whether there is anything to draw for somebody's ratings."""
    return held.appraisal.roles[whose] is not None


def fit_svg(
    held: Gathered, whose: Whose, *, width: int = 640, sizes: TypeSizes = NORMAL, font: str = "", lines: int = 2
) -> str:
    """Draw the fit chart as SVG for a page that names mode and versions itself; `lines` as in the chart."""
    spec = fit_drawn(held, whose, sizes=sizes, lines=lines)
    if font:
        spec["config"]["font"] = font
    return _drawn(spec, width)


def chart_file(held: Gathered, whose: Whose, form: Form, which: str = FIT) -> bytes:
    """Draw a chart as a picture that stands alone: mode, versions, evidence date and disclaimer are in it.

    Parameters
    ----------
    held : Gathered
    whose : str
        Whose ratings the charts of the fit go by.
    form : str
        ``svg`` or ``png``.
    which : str
        One of `trd_sdm.export.drawings.drawings`.

    Raises
    ------
    ExportStopped
        While the safety stop holds.
    ValueError
        If there is no such chart, or nothing to draw in it.
    """
    known = drawings(held.go_on(), whose)
    if which not in known:
        raise ValueError(f"{which!r} is no chart of this record; allowed are {', '.join(known)}")
    drawing = known[which]
    if drawing.why_not:
        raise ValueError(drawing.why_not)
    framed = _framed(_drawn(drawing.make(), drawing.width), (held.versions, held.disclaimer))
    return framed.encode() if form == "svg" else bytes(vl_convert.svg_to_png(framed, scale=2))


def _drawn(spec: dict[str, Any], width: int) -> str:
    sized = {**spec, "width": width, "autosize": {"type": "pad", "contains": "padding"}}
    return _renumbered(str(vl_convert.vegalite_to_svg(sized, vl_version=vega_lite_version())))


def _framed(drawing: str, told: Iterable[str]) -> str:
    """Set a drawing on white, with what it was made with under it."""
    found = _SIZE.search(drawing)
    assert found is not None  # noqa: S101 -- the renderer writes both
    width, height = (float(end) for end in found.groups())
    room = int(width / (NORMAL.small * _LETTER))
    foot = [line for text in told for line in textwrap.wrap(text, room)]
    step = NORMAL.small + 5
    below = _EDGE + height + step + 6
    lines = "".join(
        f'<text x="{_EDGE}" y="{below + step * place:g}">{escape(line)}</text>' for place, line in enumerate(foot)
    )
    wide, high = width + 2 * _EDGE, below + step * (len(foot) - 1) + _EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="{wide:g}" height="{high:g}" '
        f'viewBox="0 0 {wide:g} {high:g}"><rect width="100%" height="100%" fill="{CARD}"/>'
        f'<g transform="translate({_EDGE},{_EDGE})">{drawing}</g>'
        f'<g font-family="{escape(FONT)}" font-size="{NORMAL.small}" fill="{MUTED}">{lines}</g></svg>'
    )


def _renumbered(svg: str) -> str:
    """Count the ids of clips from 0: the drawing counts on from one picture to the next, so equal ones would differ."""
    places: dict[str, str] = {}
    return _CLIP.sub(lambda found: places.setdefault(found[0], f"clip{len(places)}"), svg)
