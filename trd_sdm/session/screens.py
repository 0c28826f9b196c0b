"""The way through a conversation: its steps, and the screens each step is made of.

The screen that is shown is kept in the record, so a reload comes back to it. What a screen shows, and when it can be
opened, stands with the pages of the app.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Literal, get_args

Step = Literal["welcome", "safety", "review", "matters", "compare", "weigh", "plan", "take_home"]
Screen = Literal[
    "welcome",
    "safety",
    "trials",
    "adds_up",
    "lookalikes",
    "contributors",
    "everyday",
    "health",
    "review",
    "matters",
    "points",
    "tradeoffs",
    "local",
    "options",
    "cards",
    "numbers",
    "calendar",
    "weigh",
    "what_changes",
    "choice",
    "plan",
    "sure",
    "take_home",
]
FollowUpScreen = Literal["now", "week", "notes", "treatments", "safety"]
"""Screens of the follow-up, which is an app of its own."""
Path = Literal["short", "full"]
"""``short`` goes from one needed screen to the next; every other screen stays one press away."""

STEPS: tuple[Step, ...] = get_args(Step)
SCREENS: tuple[Screen, ...] = get_args(Screen)

SCREENS_OF: MappingProxyType[Step, tuple[Screen, ...]] = MappingProxyType(
    {
        "welcome": ("welcome",),
        "safety": ("safety",),
        "review": ("trials", "adds_up", "lookalikes", "contributors", "everyday", "health", "review"),
        "matters": ("matters", "points", "tradeoffs", "local"),
        "compare": ("options", "cards", "numbers", "calendar"),
        "weigh": ("weigh", "what_changes"),
        "plan": ("choice", "plan"),
        "take_home": ("sure", "take_home"),
    }
)
STEP_OF: MappingProxyType[Screen, Step] = MappingProxyType(
    {screen: step for step, screens in SCREENS_OF.items() for screen in screens}
)
ON_SHORT_PATH: frozenset[Screen] = frozenset(
    {
        *("welcome", "safety", "review", "matters", "points", "options", "cards", "weigh"),
        *("choice", "plan", "sure", "take_home"),
    }
)


def on_path(screen: str, path: Path) -> bool:
    """Say whether Next stops at a screen.

    Examples
    --------
    >>> on_path("lookalikes", "short"), on_path("lookalikes", "full")
    (False, True)
    """
    return path == "full" or screen in ON_SHORT_PATH
