"""What stands on the page while a file waits beside what is on the screen: three ways to go on, and the joining."""

from __future__ import annotations

from typing import Any

from trd_sdm.app.brought import Brought
from trd_sdm.app.model import SessionModel
from trd_sdm.app.pages.page import box, show_part
from trd_sdm.app.parts import ActionButton, Checklist, InputPart, Markup
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.clinical.safety_rules_load import load_safety_rules
from trd_sdm.present import bringing as words
from trd_sdm.present.places import PlaceNames

BRINGING = "bringing."
REPLACE, JOIN, JOIN_THEM = f"{BRINGING}replace", f"{BRINGING}join", f"{BRINGING}join_them"
LEAVE, STAY = f"{BRINGING}leave", f"{BRINGING}stay"
ALL = f"{BRINGING}all."
AT = f"{BRINGING}at."
OPEN_AT_MOST = 8
"""Differences up to which every topic stands open; more of them would be a wall, so all are folded then."""


class Bringing:
    """The question what to do with a file, then the differences one by one.

    Attributes
    ----------
    widget : widget
    parts : list of InputPart
    """

    def __init__(self, model: SessionModel) -> None:
        self.model = model
        self.asked = Markup()
        self.replace = ActionButton(REPLACE, words.REPLACE, detail=words.REPLACE_DETAIL)
        self.join = ActionButton(JOIN, words.JOIN)
        self.leave = ActionButton(LEAVE, words.LEAVE, detail=words.LEAVE_DETAIL)
        self.joining = Markup()
        self.differ = Markup()
        self.list = Checklist(f"{BRINGING}differences", words.ONE_BY_ONE, [], [], count_words="", compact=True)
        self.all = {
            "first": ActionButton(f"{ALL}first", words.FROM_SCREEN, kind="quiet"),
            "second": ActionButton(f"{ALL}second", words.FROM_FILE, kind="quiet"),
        }
        self.join_them = ActionButton(JOIN_THEM, words.JOIN_THEM, detail=words.JOIN_THEM_DETAIL, kind="primary")
        self.stay = ActionButton(STAY, words.LEAVE)
        self.parts: list[InputPart] = [self.replace, self.join, self.leave, self.list, *self.all.values()]
        self.parts += [self.join_them, self.stay]
        self.differences = box([self.differ, box(list(self.all.values()), "trd-row"), self.list], "trd-column")
        self.offer = box([self.asked, box([self.replace, self.join, self.leave], "trd-ways")], "trd-card")
        acts = box([self.join_them, self.stay], "trd-ways")
        self.choosing = box([self.joining, self.differences, acts], "trd-column")
        self.widget = box([self.offer, self.choosing], "trd-bringing")
        self._drawn_for: object = None
        self.refresh()

    def hear(self, key: str, value: Any) -> bool:
        """Take what is picked on the way; say whether it was one of ours."""
        brought = self.model.brought
        if brought is None or not key.startswith(BRINGING):
            return False
        if key == JOIN:
            self.model.brought = brought.begin()
        elif key.startswith(ALL):
            self.model.brought = brought.choose_all("first" if key == f"{ALL}first" else "second")
        elif key.startswith(AT) and value in ("first", "second"):
            self.model.brought = brought.choose(key.removeprefix(AT), value)
        return True

    def refresh(self) -> None:
        """Show the question, the differences, or nothing."""
        brought = self.model.brought
        found = brought.beside if brought is not None and brought.is_joining else None
        show_part(self.widget, brought is not None)
        show_part(self.offer, found is None)
        show_part(self.choosing, found is not None)
        self.asked.html = "" if brought is None or found is not None else _asked(brought)
        self.joining.html = "" if brought is None or found is None else words.joining_html(found, brought.name)
        if brought is None:
            return
        self.join.disabled = brought.beside is None
        self.join.detail = brought.why_not or words.JOIN_DETAIL
        if found is None:
            return
        show_part(self.differences, bool(found.conflicts))
        if found is not self._drawn_for:
            self._drawn_for = found
            names = PlaceNames(load_clinical(), load_safety_rules(self.model.evidence), self.model.library)
            self.list.opens = "all" if len(found.conflicts) <= OPEN_AT_MOST else "none"
            self.differ.html = words.differ_html(found)
            self.list.rows = words.rows(found, names, AT)
        self.list.value = {f"{AT}{place}": side for place, side in brought.holds.items()}


def _asked(brought: Brought) -> str:
    changed = brought.opened.was_changed
    return words.asked_html(brought.first, brought.second, brought.name, was_changed=changed)
