"""The page to take home: one HTML file that weighs anew in the browser, with no server and no network.

Its policy lets it run nothing but its own two scripts, named by their hashes, and load nothing at all.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from trd_sdm.export.blocks import Picture, Story, Table
from trd_sdm.export.free_text import cleaned
from trd_sdm.export.handout import MADE_UP, with_picture
from trd_sdm.export.playing import DRAWS_AT_MOST, can_play, playing
from trd_sdm.export.story import tell, view
from trd_sdm.present import tables
from trd_sdm.present.bundle import load_bundle
from trd_sdm.present.theme import css_variables

if TYPE_CHECKING:
    from trd_sdm.export.gathered import Gathered
    from trd_sdm.session.record import Whose

TITLE = "Try other points"
WHY = (
    "Move a slider and watch the picture follow. Nothing you do here is kept or sent. Your plan stays as it is. "
    "Talk with your clinician before you change it."
)
AS_SET = {
    True: "Until you move a slider, these are the numbers under \u201cHow the options fit\u201d.",
    False: (
        "Here each point counts just as it is set. Under \u201cHow the options fit\u201d it counts less exactly, as "
        "you said in the visit. So a fit can differ from the one there, and its likely range can be narrower."
    ),
}
"""By whether the points were taken as exact in the visit: how these numbers go with those of the visit."""
BACK = "Back to the points from the visit"
PICTURE = "Bars from 0 to 100, one for each option. The table below has the same numbers."
NOT_RATED = "It was not rated in the visit, so it starts at 0."
CANNOT_PLAY = "There is nothing to weigh here yet."
_EXPORT = re.compile(r"export\s*\{\s*([\w$]+) as embed\s*\};?\s*$")


def take_home(held: Gathered) -> str:
    """Make the page.

    Raises
    ------
    ExportStopped
        While the safety stop holds.
    """
    story = with_picture(held, tell(held))
    whose = view(held)
    numbers = cleaned(playing(held, whose)) if can_play(held) else None
    bundle = _bundle() if numbers else ""
    script = _read("take_home.js") if numbers else _PRINT_ONLY
    page: str = (
        tables.environment("trd_sdm.export")
        .get_template("take_home.html.j2")
        .render(
            story=cleaned(_with_pictures_packed(story).as_data()),
            notice=MADE_UP if held.record.mode == "teaching" else "",
            policy=_policy(*filter(None, (bundle, script))),
            style=Markup(_style()),  # noqa: S704 -- our own style sheets, with nothing typed in them
            playing=numbers,
            words=_words(numbers, _is_exact(held, whose)),
            numbers=Markup(_json(numbers)),  # noqa: S704 -- JSON whose < is written as an escape
            bundle=Markup(bundle),  # noqa: S704 -- our own script
            script=Markup(script),  # noqa: S704 -- our own script
        )
    )
    return page


_PRINT_ONLY = """const print = document.getElementById("print");
print.hidden = false;
print.addEventListener("click", () => globalThis.print());"""


def _is_exact(held: Gathered, whose: Whose) -> bool:
    fit = held.appraisal.roles[whose]
    return fit is not None and fit.sureness == "exact" and held.appraisal.draws <= DRAWS_AT_MOST


def _words(numbers: dict[str, Any] | None, exact: bool) -> dict[str, Any]:  # noqa: FBT001 -- private
    rows = tuple((option["name"], "", "", "") for option in (numbers or {}).get("options", ()))
    head = ("Option", "Fit", "Likely range", "Not known")
    return {
        "title": TITLE,
        "why": WHY,
        "range": AS_SET[exact],
        "back": BACK,
        "picture": PICTURE,
        "not_rated": NOT_RATED,
        "cannot_play": CANNOT_PLAY,
        "table": Table("Fit of each option with the points set here", head, rows, (4, 2, 3, 5)),
    }


def _with_pictures_packed(story: Story) -> Story:
    sections = []
    for section in story.sections:
        blocks = tuple(
            replace(block, svg=base64.b64encode(block.svg.encode()).decode("ascii"))
            if isinstance(block, Picture)
            else block
            for block in section.blocks
        )
        sections.append(replace(section, blocks=blocks))
    return replace(story, sections=tuple(sections))


def _json(value: Any) -> str:
    """Write JSON that no HTML parser can be led out of."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _policy(*scripts: str) -> str:
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in scripts]
    return (
        f"default-src 'none'; script-src {' '.join(hashes)}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _bundle() -> str:
    """Give the chart bundle as a script that stands in the page and hands out its one function."""
    source, found = _EXPORT.subn(r"globalThis.trdEmbed=\1;", load_bundle())
    if found != 1 or re.search(r"</script|<!--", source, re.IGNORECASE):
        raise RuntimeError("the chart bundle cannot stand in a page: it was built in another way")
    return source


def _style() -> str:
    tokens = "".join(f"{name}:{value};" for name, value in css_variables().items())
    return f":root{{{tokens}}}\n{_read('take_home.css')}"


@cache
def _read(name: str) -> str:
    return files("trd_sdm.export").joinpath("templates", name).read_text(encoding="utf-8")
