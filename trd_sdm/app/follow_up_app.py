"""The follow-up app: the shell of the session app with screens of its own, and the notes as a table, out and in."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import ipywidgets as widgets

from trd_sdm.app.follow_up.model import FollowUpModel
from trd_sdm.app.follow_up.notes import EXPORT, IMPORT
from trd_sdm.app.follow_up.way import FollowUpWay
from trd_sdm.app.follow_up.week import SAVE_WEEK
from trd_sdm.app.parts import Answer
from trd_sdm.app.session_app import SessionApp
from trd_sdm.app.way import Way
from trd_sdm.present.follow_up import TITLE
from trd_sdm.session.record import Record
from trd_sdm.session.week_csv import CsvError

SHOWN = 5
CSV_NAME = "follow-up-{:%Y-%m-%d-%H%M}.csv"


class FollowUpApp(SessionApp):
    """The app of the weeks after a choice.

    Parameters
    ----------
    model : FollowUpModel
    """

    name: ClassVar[str] = "follow_up"
    title: ClassVar[str] = TITLE
    file_name: ClassVar[str] = "follow-up-{:%Y-%m-%d-%H%M}.json"
    at_home: ClassVar[bool] = True
    way_class: ClassVar[type[Way]] = FollowUpWay
    model: FollowUpModel

    def __init__(self, model: FollowUpModel) -> None:
        super().__init__(model)
        self.handlers |= {EXPORT: self._export, IMPORT: self._import, SAVE_WEEK: self._save}

    def _save(self, answer: Answer) -> None:
        super()._save(answer)
        self.model.saved = self.model.record.tracking

    def _export(self, _: Answer) -> None:
        name = CSV_NAME.format(dt.datetime.now().astimezone())
        self.runtime.download(name, self.model.csv(), "text/csv")
        self.notices.say(f"Saved as {name}, where your browser keeps downloads.")

    def _import(self, answer: Answer) -> None:
        name = answer.value["name"]
        try:
            new = self.model.take_csv(answer.value["text"])
        except CsvError as error:
            told = [str(fault) for fault in error.faults[:SHOWN]]
            more = len(error.faults) - len(told)
            told += [f"And {more} more."] if more else []
            self.notices.alert(f"{name} was not taken in, and nothing has changed. {'. '.join(told)}")
        else:
            self.notices.say(f"{name}: {new} {'day is' if new == 1 else 'days are'} new. Undo takes them away again.")


def follow_up_app(record: Record | None = None) -> widgets.Widget:
    """Build the follow-up app on the packaged evidence; show what it returns.

    Parameters
    ----------
    record : Record, optional
        Where to begin; an empty record when left out.
    """
    from trd_sdm.evidence import load_library

    return FollowUpApp(FollowUpModel(load_library(), record)).widget
