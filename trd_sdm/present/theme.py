"""The look in one place: colours, type, spacing, and what Altair needs to draw with them.

A quiet consulting room: warm white ground, near-black text, one teal accent, thin grid. Options are never
coloured; criteria have a fixed colour and a fixed letter, so that colour is never the only sign.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from zlib import crc32

GROUND = "#fbf9f5"
CARD = "#ffffff"
INK = "#22262a"
MUTED = "#565d64"
HAIRLINE = "#ddd7cc"
GRID = "#ece7de"
ACCENT = "#0f6466"
ACCENT_SOFT = "#d5e4e2"
BAND = "#cfdfdc"
STOP = "#9e1b1b"  # the safety stop only; nothing else on any page is red

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif'
RHYTHM = 24  # px; the vertical step of the page


@dataclass(frozen=True)
class TypeSizes:
    """Type sizes of one page setting, in px.

    Parameters
    ----------
    body : int
        Running text.
    name : int
        Names of options on a chart.
    label : int
        Numbers and notes on a chart.
    small : int
        Axis numbers and the letters within bars.
    """

    body: int
    name: int
    label: int
    small: int


NORMAL = TypeSizes(body=18, name=16, label=15, small=13)
LARGE = TypeSizes(body=22, name=20, label=18, small=16)


@dataclass(frozen=True)
class Mark:
    """How one criterion is drawn everywhere: a colour and a letter.

    Parameters
    ----------
    colour : str
        ``#rrggbb``.
    code : str
        One letter, shown within the bar and before the name.
    """

    colour: str
    code: str


# From the Okabe-Ito set and Paul Tol's bright, muted, light, medium-contrast and dark sets. Picked so that
# criteria of one group stay apart for red-green and blue-yellow colour blindness (tested); letters carry
# the rest.
CRITERION_MARKS: Mapping[str, Mark] = MappingProxyType(
    {
        # benefit
        "response": Mark("#0072b2", "A"),
        "onset": Mark("#88ccee", "B"),
        "staying_well": Mark("#332288", "C"),
        "well_at_six_months": Mark("#44aa99", "D"),
        # harms
        "stop_side_effects": Mark("#cc6677", "E"),
        "weight_gain": Mark("#e69f00", "F"),
        "sedation_fatigue": Mark("#882255", "G"),
        "insomnia_agitation": Mark("#eecc66", "H"),
        "sexual_problems": Mark("#aa4499", "I"),
        "memory_thinking": Mark("#ee99aa", "J"),
        "dissociation_transient": Mark("#997700", "K"),
        "serious_risk": Mark("#666633", "L"),
        # load
        "clinic_hours_8wk": Mark("#117733", "M"),
        "maintenance_hours_per_month": Mark("#999933", "N"),
        "no_driving_days_8wk": Mark("#bbcc33", "O"),
        "escort_needed": Mark("#225555", "P"),
        "monitoring_contacts_12wk": Mark("#66ccee", "Q"),
        "invasiveness": Mark("#663333", "R"),
        # access
        "cost_tier": Mark("#bbbbbb", "S"),
        "availability_tier": Mark("#555555", "T"),
    }
)

_OWN_COLOURS = ("#6699cc", "#009e73", "#cc79a7", "#ddaa33", "#994455", "#d55e00")
_OWN_CODES = "UVWXYZ"


def criterion_mark(criterion: str) -> Mark:
    """Give the fixed colour and letter of a criterion; a person's own concern gets one from a spare set.

    Parameters
    ----------
    criterion : str
        Id of the criterion. An id that is not in the library always gets the same spare mark; ``own_1``,
        ``own_2`` and so on get different ones.

    Returns
    -------
    Mark

    Examples
    --------
    >>> criterion_mark("response")
    Mark(colour='#0072b2', code='A')
    """
    known = CRITERION_MARKS.get(criterion)
    if known is not None:
        return known
    number = criterion.removeprefix("own_")
    place = int(number) - 1 if number.isdecimal() else crc32(criterion.encode())
    place %= len(_OWN_COLOURS)
    return Mark(_OWN_COLOURS[place], _OWN_CODES[place])


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, 0 (black) to 1 (white), after WCAG 2.2."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two ``#rrggbb`` colours, 1 to 21, after WCAG 2.2.

    Examples
    --------
    >>> contrast("#000000", "#ffffff")
    21.0
    """
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return round((light + 0.05) / (dark + 0.05), 2)


def text_on(colour: str) -> str:
    """Give white or black, whichever reads more clearly on `colour` (always at least 4.5:1)."""
    return max(("#ffffff", "#000000"), key=lambda ink: contrast(ink, colour))


def altair_config(sizes: TypeSizes = NORMAL) -> dict[str, Any]:
    """Give the Vega-Lite config of the page; handed to each chart, never registered globally.

    Parameters
    ----------
    sizes : TypeSizes
        `NORMAL` or `LARGE`.

    Returns
    -------
    dict
        For ``chart.configure(**altair_config())``. Marks, axes and legends are hidden from screen readers
        one by one: the chart carries one description, and its text and table twins stand beside it.
    """
    quiet = {
        "labelFontSize": sizes.small,
        "labelColor": MUTED,
        "titleColor": MUTED,
        "titleFontWeight": "normal",
    }
    return {
        "background": "transparent",
        "font": FONT,
        "padding": {"left": 2, "right": 2, "top": 4, "bottom": 4},
        "view": {"stroke": None},
        "mark": {"aria": False, "tooltip": None},
        "text": {"color": INK, "fontSize": sizes.label, "limit": 0},
        "title": {
            "anchor": "start",
            "frame": "group",
            "color": INK,
            "fontSize": sizes.name + 1,
            "fontWeight": 600,
            "subtitleColor": MUTED,
            "subtitleFontSize": sizes.label,
            "subtitlePadding": 4,
            "offset": 12,
            "limit": 0,
        },
        "axis": {
            **quiet,
            "aria": False,
            "domain": False,
            "ticks": False,
            "gridColor": GRID,
            "gridWidth": 1,
            "labelPadding": 6,
            "labelFlush": True,
            "titleFontSize": sizes.small,
        },
        "legend": {
            "aria": False,
            "labelFontSize": sizes.label,
            "labelColor": INK,
            "labelLimit": 0,
            "title": None,
            "orient": "top",
            "offset": 14,
            "rowPadding": 5,
            "columnPadding": 20,
            "symbolType": "square",
            "symbolSize": 190,
            "symbolStrokeWidth": 0,
        },
    }


def css_variables() -> dict[str, str]:
    """Give the same tokens as CSS custom properties, for the page's style sheet.

    Examples
    --------
    >>> css_variables()["--trd-accent"]
    '#0f6466'
    """
    return {
        "--trd-ground": GROUND,
        "--trd-card": CARD,
        "--trd-ink": INK,
        "--trd-muted": MUTED,
        "--trd-hairline": HAIRLINE,
        "--trd-accent": ACCENT,
        "--trd-accent-soft": ACCENT_SOFT,
        "--trd-band": BAND,
        "--trd-stop": STOP,
        "--trd-font": FONT,
        "--trd-body-size": f"{NORMAL.body}px",
        "--trd-body-size-large": f"{LARGE.body}px",
        "--trd-rhythm": f"{RHYTHM}px",
        "--trd-measure": "62ch",
        "--trd-radius": "14px",
    }
