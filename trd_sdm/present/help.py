"""For every screen: whose turn it is, what it is for, and how to use it with a keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

Turn = Literal["patient", "clinician", "both"]
TURNS: dict[Turn, str] = {
    "patient": "The patient's turn.",
    "clinician": "The clinician's turn.",
    "both": "For both of you.",
}
KEYS = "Press Tab to go to the next thing on the page. Shift and Tab go back."
PICK = "Space picks a box. The arrow keys move between round buttons."
SLIDE = "The arrow keys move a slider by one. Page Up and Page Down move it by ten."
PRESS = "Enter presses a button or opens a line that folds out."
WRITE = "In a box for words, just type. What you type is kept when you pause."


@dataclass(frozen=True)
class Help:
    """What one screen says of itself.

    Parameters
    ----------
    turn : str
        Whose turn it is.
    what : str
        What the screen is for.
    keys : tuple of str
        How to use it with a keyboard.
    """

    turn: Turn
    what: str
    keys: tuple[str, ...]


HELP: dict[str, Help] = {
    "welcome": Help(
        "both",
        "Say what today is about and how much time there is. You can skip any of it. \u201cTo learn or teach\u201d is "
        "picked at first. What you take along then says that it is made up.",
        (PICK,),
    ),
    "safety": Help(
        "both", "First we check that you are safe. If not, the rest can wait, and you see whom to call.", (PICK, WRITE)
    ),
    "trials": Help("both", "List what was tried before: what, how much, and for how long.", (PICK, WRITE, PRESS)),
    "adds_up": Help("clinician", "See which past trials were long and strong enough to count.", (PRESS,)),
    "lookalikes": Help("clinician", "Check what else could look like this, so that nothing is missed.", (PICK, WRITE)),
    "contributors": Help("clinician", "Check for other health matters or drugs that can add to it.", (PICK, WRITE)),
    "everyday": Help("patient", "Say what gets in the way of taking a treatment, and what is left.", (PICK, WRITE)),
    "health": Help("both", "Answer what the safety rules ask. Leave open what you do not know.", (PICK, WRITE)),
    "review": Help("both", "Read what we found so far, before any option is compared.", (PRESS, WRITE)),
    "matters": Help("patient", "Pick the few things that should count in this choice.", (PICK, WRITE)),
    "points": Help("patient", "Say how much each thing matters, from 0 to 100.", (SLIDE, PICK)),
    "tradeoffs": Help("patient", "Choose between two gains. This checks if the points say what you mean.", (PICK,)),
    "local": Help("both", "Put in how long it takes to start here, how far it is, and what it costs.", (WRITE, PICK)),
    "options": Help("both", "Pick a few options to look at side by side. Picking one decides nothing.", (PICK,)),
    "cards": Help("both", "Read about each option. All cards have the same parts in the same order.", (PRESS, PICK)),
    "numbers": Help("both", "See each number, how sure we are of it, and where it comes from.", (PRESS,)),
    "calendar": Help("both", "See what the next twelve weeks would ask of you with each option.", (PRESS, PICK)),
    "weigh": Help(
        "both", "Move the sliders to say how much each thing matters. The picture follows. A tie is a tie.",
        (SLIDE, PICK),
    ),
    "what_changes": Help(
        "both", "See what would have to change before another option comes out ahead. Nothing here is kept.",
        (PICK, SLIDE, PRESS),
    ),
    "choice": Help(
        "patient", "Say where you lean, and what you choose. You can also leave it for another day.", (PICK, WRITE)
    ),
    "plan": Help("both", "Write down what you will try, how you will judge it, and what comes next.", (WRITE, PICK)),
    "sure": Help("patient", "Four questions about the choice. A no shows where you can look again.", (PICK, PRESS)),
    "take_home": Help("both", "Print or save what you take home, and the note for the file.", (PRESS,)),
    "now": Help("both", "See how it goes, and if a day has come to look at it together.", (PICK, PRESS)),
    "week": Help(
        "patient", "Note how the week was. Leave out what you like; a gap stays a gap.", (PICK, SLIDE, WRITE)
    ),
    "notes": Help("both", "Read all that was noted. Save it as a table, or take a table in.", (PRESS,)),
    "treatments": Help(
        "both", "Start to follow a treatment, agree on days to look at it, or note that it ended.", (PICK, WRITE)
    ),
}  # fmt: skip


def turn_html(screen: str, turn: Turn | None = None) -> str:
    """Give the quiet line that says whose turn it is: `turn`, or else the screen's own; empty where it has none."""
    if screen not in HELP:
        return ""
    return str(Markup('<p class="trd-turn">{}</p>').format(TURNS[turn or HELP[screen].turn]))


def help_html(screen: str) -> str:
    """Give the help of a screen as HTML that opens on demand; empty where there is none."""
    if screen not in HELP:
        return ""
    told = HELP[screen]
    keys = Markup("").join(Markup("<li>{}</li>").format(line) for line in (KEYS, *told.keys))
    return str(
        Markup(
            '<details id="trd-help-{}" class="trd-details trd-screen-help">'
            '<summary>Help<span class="trd-visually-hidden"> with this page</span></summary>'
            "<p>{}</p><p><b>With the keyboard</b></p><ul>{}</ul></details>"
        ).format(screen, told.what, keys)
    )
