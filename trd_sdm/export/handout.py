"""The handout: tagged paper (PDF/UA-1) made in memory by Typst, with the faces it brings along and no network.

What a person typed reaches Typst as data and is never part of its source, so that no sign in it is markup.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

import typst

from trd_sdm.export.blocks import Block, Picture, Story, Table
from trd_sdm.export.free_text import cleaned
from trd_sdm.export.gathered import HandoutError
from trd_sdm.export.pictures import PRINT_FONT, fit_svg, has_fit
from trd_sdm.export.story import tell, view
from trd_sdm.present import theme
from trd_sdm.present.charts import fit

if TYPE_CHECKING:
    from trd_sdm.export.gathered import Gathered

Layout = Literal["normal", "tight", "large"]

MADE_UP = "A made-up case, for learning."
NOT_PRINTED = "Some signs could not be printed. A box stands in their place."
BOX = "\u25a1"
PAPER = {"US": "us-letter", "CA": "us-letter"}
WIDTHS = {False: 1000, True: 640}
"""Width the chart is drawn at, in px; it is then fitted to the line, so that more px make smaller type."""
SIGNS_TRIED = 400
PAGES_AT_MOST = 4
"""Above these the type is set a little smaller and closer; large print takes as many as it needs."""
_PAGE = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")
_CANNOT = re.compile(r"could not be displayed|missing codepoints")
"""What Typst says of a sign with no face, in a text and in a drawing."""
_JOINERS = re.compile("[\u200d\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
"""Signs that only change the one before them, as in pictures put together from several; none stands alone."""


def handout(held: Gathered, *, large: bool = False) -> bytes:
    """Make the handout as a tagged PDF.

    Parameters
    ----------
    held : Gathered
    large : bool
        In large print.

    Returns
    -------
    bytes
        A PDF/UA-1. The same record, evidence and day give the same pages.

    Raises
    ------
    ExportStopped
        While the safety stop holds.
    HandoutError
        If it could not be made.
    """
    told = with_picture(held, tell(held), large=large)
    if large:
        return _made(_data(told, held), held.on, "large")
    tries: tuple[tuple[Layout, Story], ...] = (("normal", told), ("tight", told), ("tight", _without(Table, told)))
    for layout, story in tries:
        made = _made(_data(story, held), held.on, layout)
        if pages(made) <= PAGES_AT_MOST:
            return made
    # The numbers are worth more than their drawing; and where even that is too long, all of it on one page more.
    short = _made(_data(_without(Picture, told), held), held.on, "tight")
    return short if pages(short) <= PAGES_AT_MOST else _made(_data(told, held), held.on, "tight")


def pages(pdf: bytes) -> int:
    """Count the pages of a PDF as Typst writes it, with its page tree in plain sight."""
    return len(_PAGE.findall(pdf))


def _data(story: Story, held: Gathered) -> dict[str, Any]:
    data: dict[str, Any] = cleaned({**story.as_data(), **_look(held)})
    return data


def _made(data: dict[str, Any], on: dt.date, layout: Layout) -> bytes:
    for system_fonts in (False, True):  # the faces of the machine only where Typst's own lack a sign
        made = _compiled(data, on, layout, system_fonts=system_fonts)
        if made is not None:
            return made
    data = _boxed(data)
    made = _compiled({**data, "notice": f"{data['notice']} {NOT_PRINTED}".strip()}, on, layout)
    if made is None:
        raise HandoutError("the handout was not made: a sign in it cannot be printed")
    return made


def with_picture(held: Gathered, story: Story, *, large: bool = False) -> Story:
    """Put the fit chart after the words that explain it."""
    whose = view(held)
    if not has_fit(held, whose):
        return story
    fits, labels = held.appraisal.roles[whose], held.option_labels()
    alt = fit.describe(fits, labels, held.criterion_labels(), held.appraisal.unknown, held.appraisal.counted_as_none)
    sizes = theme.LARGE if large else theme.NORMAL
    lines = 2 if large else 1
    svg = fit_svg(held, whose, width=WIDTHS[large], sizes=sizes, font=PRINT_FONT, lines=lines)
    picture = Picture("fit", svg, alt)
    sections = []
    for section in story.sections:
        blocks: tuple[Block, ...] = section.blocks
        if section.name == "fit":
            blocks = (blocks[0], picture, *blocks[1:])
        sections.append(replace(section, blocks=blocks))
    return replace(story, sections=tuple(sections))


def _without(kind: type[Picture] | type[Table], story: Story) -> Story:
    """Say the fits once where room is short: in the drawing, which has every number, or in their table."""
    sections = []
    for section in story.sections:
        blocks = section.blocks
        if section.name == "fit" and any(isinstance(block, Picture) for block in blocks):
            blocks = tuple(block for block in blocks if not isinstance(block, kind))
        sections.append(replace(section, blocks=blocks))
    return replace(story, sections=tuple(sections))


def _look(held: Gathered) -> dict[str, str]:
    return {
        "notice": MADE_UP if held.record.mode == "teaching" else "",
        "paper": PAPER.get(held.record.country or "", "a4"),
        "ink": theme.INK,
        "muted": theme.MUTED,
        "accent": theme.ACCENT,
        "hairline": theme.HAIRLINE,
        "soft": theme.BAND,
    }


@cache
def _source() -> bytes:
    return files("trd_sdm.export").joinpath("templates", "handout.typ").read_bytes()


def _compiled(data: dict[str, Any], on: dt.date, layout: Layout, *, system_fonts: bool = False) -> bytes | None:
    """Give the PDF, or nothing where a sign in it has no face."""
    inputs = {"story": json.dumps(data, ensure_ascii=False), "layout": layout}
    try:
        made = typst.compile(
            _source(),
            sys_inputs=inputs,
            pdf_standards=["ua-1"],
            ignore_system_fonts=not system_fonts,
            timestamp=dt.datetime(on.year, on.month, on.day, tzinfo=dt.UTC),
        )
    except typst.TypstError as error:
        if _CANNOT.search(str(error)):
            return None
        raise HandoutError("the handout was not made: Typst refused its layout") from None
    return bytes(made)


def _boxed(data: dict[str, Any]) -> dict[str, Any]:
    """Put a box in place of every sign that no face at hand can show."""
    whole = _JOINERS.sub("", json.dumps(data, ensure_ascii=False))
    rare = sorted({sign for sign in whole if ord(sign) > 0x24F})
    lost = {sign for sign in rare[:SIGNS_TRIED] if not _shows(sign)} | set(rare[SIGNS_TRIED:])
    boxed: dict[str, Any] = json.loads("".join(BOX if sign in lost else sign for sign in whole))
    return boxed


def _shows(sign: str) -> bool:
    source = b'#set document(title: "x")\n#set text(font: "Libertinus Serif", lang: "en")\n#sys.inputs.story'
    try:
        typst.compile(source, sys_inputs={"story": sign}, pdf_standards=["ua-1"], ignore_system_fonts=True)
    except typst.TypstError:
        return False
    return True
