"""The session app: one page, its steps, and the one place where answers become a new record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import ClassVar

import ipywidgets as widgets

from trd_sdm.app.aside import ASIDE
from trd_sdm.app.bringing import JOIN_THEM, LEAVE, REPLACE, STAY, Bringing
from trd_sdm.app.model import OTHER_NUMBERS, WAITS, SessionModel
from trd_sdm.app.pages.page import Page, box
from trd_sdm.app.parts import ActionButton, Answer, InputPart, Markup, Notices, Runtime, Steps
from trd_sdm.app.tools import Tools
from trd_sdm.app.way import Way
from trd_sdm.present import bringing, frame, saved
from trd_sdm.present.identifying import at_save
from trd_sdm.session.answers import AnswerError
from trd_sdm.session.identifying import in_record
from trd_sdm.session.record import SCHEMA_VERSION, Record
from trd_sdm.session.record_file import RecordError
from trd_sdm.session.replay import compute
from trd_sdm.session.saved import to_file

TITLE = "Choosing together"
LOOKED = "looked_at_numbers"
NOT_OPENED = (
    "The file was not opened, and nothing has changed. It is not a copy saved from this app, or it was changed."
)
FILE_NAME = "choosing-together-{:%Y-%m-%d-%H%M}.json"


class SessionApp:
    """The app of one conversation.

    Parameters
    ----------
    model : SessionModel
        The record and the evidence.
    """

    name: ClassVar[str] = "session"
    title: ClassVar[str] = TITLE
    file_name: ClassVar[str] = FILE_NAME
    at_home: ClassVar[bool] = False
    """Whether a person may be alone with the page."""
    way_class: ClassVar[type[Way]] = Way

    def __init__(self, model: SessionModel) -> None:
        self.model = model
        self.notices = Notices()
        self.runtime = Runtime(self.name, schema_version=SCHEMA_VERSION, notices=self.notices)
        self.way = self.way_class(model)
        self.pages: dict[str, Page] = {}
        self.connected: set[str] = set()
        self.head = Markup()
        self.steps = Steps(self.way.field, self.way.steps(), self.way.first_open(self.way.here))
        self.changes = Markup()
        self.looked = ActionButton(LOOKED, "We have looked at these", kind="secondary")
        self.other_numbers = box([self.changes, self.looked], "trd-column")
        self.body = box([], "trd-steps-body")
        self.back = ActionButton("back", "Back", kind="secondary")
        self.next = ActionButton("next", "Next", kind="primary")
        self.tools = Tools()
        self.bringing = Bringing(model)
        self.handlers: dict[str, Callable[[Answer], None]] = {
            "back": lambda _: self._go(-1),
            "next": lambda _: self._go(+1),
            "undo": self._undo_or_redo,
            "redo": self._undo_or_redo,
            "save": self._save,
            "print": lambda _: self.runtime.print_page(),
            "type_size": lambda _: self.tools.change_type(self.model),
            "start_again": self._start_again,
            "open": self._open,
            REPLACE: self._open_brought,
            JOIN_THEM: self._join,
            LEAVE: self._leave,
            STAY: self._leave,
            LOOKED: self._put_changes_away,
        }
        self.runtime.on_restore(self._restore)
        self._connect([self.steps, self.looked, self.back, self.next, *self.tools.parts, *self.bringing.parts])
        self.widget = self._laid_out()
        self._refresh()

    def _laid_out(self) -> widgets.Widget:
        self.move = box([self.back, self.next], "trd-next")
        foot = Markup(frame.page_foot(self.model.library))
        top = box([self.head, self.tools.pause], "trd-top")
        self.talk = [self.steps, self.other_numbers, self.body, self.move, self.tools.row]
        shown = [self.runtime, top, self.steps, self.notices, self.bringing.widget, *self.talk[1:], foot]
        return box(shown, "trd-page")

    # -- answers ---------------------------------------------------------------------------------

    def _connect(self, parts: list[InputPart]) -> None:
        new = [part for part in parts if part.model_id not in self.connected]
        self.connected |= {part.model_id for part in new}
        self.runtime.connect(new, self._answered)

    def _answered(self, answer: Answer) -> None:
        before = self.model.history, self.model.aside, self.model.brought
        self.notices.clear()
        try:
            self._take(answer)
            self._refresh()
        except Exception:
            # What cannot be shown is not kept: the page goes back to what it was, and the fault is told. An answer
            # about safety is kept all the same.
            now = self.model.record
            self.model.history, self.model.aside, self.model.brought = before
            self.model.keep_safety_of(now)
            self._refresh()
            raise
        self._publish(answer.revision)

    def _take(self, answer: Answer) -> None:
        page = self.pages[self.way.here]  # what it hears may turn to a screen that is not built yet
        try:
            if answer.key in self.handlers:
                self.handlers[answer.key](answer)
            elif self.bringing.hear(answer.key, answer.value):
                pass
            elif page.hear(answer.key, answer.value):
                self._hand_out(page)
            elif answer.key.startswith(ASIDE):
                self.model.put_aside(answer.key, answer.value)
            else:
                self.model.take(answer.key, answer.value)
        except AnswerError as error:
            self.notices.say(f"That answer was not taken. {error}")

    def _undo_or_redo(self, answer: Answer) -> None:
        self.notices.say(self.model.act(answer.key))

    def _save(self, _: Answer) -> None:
        now = dt.datetime.now().astimezone()
        name = self.file_name.format(now)
        record, evidence = self.model.record, self.model.evidence
        self.runtime.download(name, to_file(record, evidence, computed=compute(record, evidence), made=now))
        self.notices.say(f"Saved as {name}, where your browser keeps downloads.")
        if asked := at_save(in_record(record)):
            self.notices.say(asked)

    def _hand_out(self, page: Page) -> None:
        for file in page.outbox:
            self.runtime.download(file.name, file.content, file.kind)
        page.outbox.clear()

    def _go(self, by: int) -> None:
        self.model.take(self.way.field, self.way.beside(self.way.here, by) or self.way.here)

    def _open(self, answer: Answer) -> None:
        name = bringing.file_name(answer.value["name"])
        try:
            self.model.bring(answer.value["text"], name)
        except RecordError as error:
            self.notices.alert(f"{NOT_OPENED} For whoever looks after it: {' '.join(map(str, error.faults))}")
        else:
            if self.model.brought is None:
                self._tell_opened(name)

    def _open_brought(self, _: Answer) -> None:
        if brought := self.model.open_brought():
            self._tell_opened(brought.name)

    def _join(self, _: Answer) -> None:
        before = self.model.record
        brought = self.model.join_brought()
        if brought and self.model.record == before:  # no step was made, so Undo would take back another one
            self.notices.say(bringing.SAME.format(brought.name))
        elif brought and brought.beside:
            is_stopped = self.model.record.is_stopped
            self.notices.say(bringing.joined_words(brought.name, brought.beside.added, is_stopped=is_stopped))
            if not is_stopped:  # what is to be said of the file was said before; nothing comes before the stop
                self._tell_of_file()

    def _leave(self, _: Answer) -> None:
        if brought := self.model.leave_brought():
            self.notices.say(bringing.LEFT.format(brought.name))

    def _tell_opened(self, name: str) -> None:
        self.notices.say(f"Opened {name}. Undo brings back what was here before.")
        self._tell_of_file()

    def _tell_of_file(self) -> None:
        opened = self.model.opened
        if opened is None:
            return
        if opened.was_changed:
            self.notices.alert(saved.CHANGED)
        for sentence in saved.told(opened, self.model.evidence):
            self.notices.say(sentence)

    def _put_changes_away(self, _: Answer) -> None:
        self.model.drop_aside(OTHER_NUMBERS)
        self.notices.say("The list is put away. It comes back when the saved copy is opened again.")

    def _start_again(self, _: Answer) -> None:
        self.model.start_again()
        self.notices.say(
            "All answers are cleared. Undo brings them back. Once the page is loaded again, they are gone."
        )

    def _restore(self, record: str | None, journal: list[tuple[str, object]]) -> None:
        try:
            kept = self.runtime.kept_steps
            lost = self.model.restore(record, journal, aside=self.runtime.aside, steps=kept)
        except RecordError as error:
            told = "The answers kept in this tab could not be read, so this is a fresh start. "
            self.notices.alert(told + " ".join(map(str, error.faults)))
            return
        self._tell_of_file()
        if waited := self.model.beside(WAITS):
            self.model.leave_brought()
            self.notices.say(bringing.LOST.format(bringing.file_name(str(waited.get("")))))
        for sentence in lost:
            self.notices.say(f"One answer could not be brought back. {sentence}")
        self._refresh()
        self._publish()

    # -- what is shown ---------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Bring the page in line with the record: its screen, its parts, what can be pressed."""
        name = self.way.first_open(self.way.here)
        if name != self.way.here:
            self.model.take(self.way.field, name)
        if name not in self.pages:
            self.pages[name] = self.way.pages[name](self.model)
            self.body.children = [page.widget for page in self.pages.values()]
        for other, page in self.pages.items():
            page.show(shown=other == name)
        self.pages[name].refresh()
        self._connect(self.pages[name].parts)
        self.steps.steps, self.steps.value = self.way.steps(), name
        after = self.way.beside(name, +1)
        why_not = self.way.why_not(after) if after else ""
        before = self.way.beside(name, -1)
        self.back.disabled = before is None or bool(self.way.why_not(before))
        self.next.layout.display = None if after else "none"
        self.next.disabled = after is None or bool(why_not)
        self.next.label = self.way.lead(after) if after else "Next"
        self.next.detail = why_not
        self.changes.html = str(saved.changes_panel(self.model.other_numbers, self.model.evidence))
        for part in self.talk:
            part.layout.display = None if self.model.brought is None else "none"
        if not self.changes.html:
            self.other_numbers.layout.display = "none"
        self.bringing.refresh()
        self.tools.refresh(self.model)
        (self.widget.add_class if self.model.record.large_type else self.widget.remove_class)("trd-large-page")
        self.head.html = frame.page_head(self.title, self.model.record.mode, self.model.library, at_home=self.at_home)

    def _publish(self, revision: int | None = None) -> None:
        model, record = self.model, self.model.record.to_json()
        aside, steps = model.aside.to_json(model.record.seed), model.kept_steps(record)
        self.runtime.publish(revision, charts=self._charts(), record=record, aside=aside, steps=steps)

    def _charts(self) -> dict[str, dict[str, object]]:
        page = self.pages[self.way.here]
        return {name: dict(params) for name, params in page.charts().items()}


def session_app(record: Record | None = None) -> widgets.Widget:
    """Build the session app on the packaged evidence; show what it returns.

    Parameters
    ----------
    record : Record, optional
        Where to begin; an empty record when left out.
    """
    from trd_sdm.evidence import load_library

    return SessionApp(SessionModel(load_library(), record)).widget
