"""Many questions with the same few answers, drawn by one part: a row a question, each an answer of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import traitlets

from trd_sdm.app.parts.base import InputPart

_ROW_FIELDS = {"key", "label", "body", "group", "answers", "note"}
TEXT_AT_MOST = 500


class Checklist(InputPart):
    """Rows of radio buttons; an answer carries the key of its row, so each can be taken, kept and undone alone.

    Parameters
    ----------
    key
        Name of the part; the answers go by the keys of the rows.
    legend
        What the list asks about.
    rows
        Each a dict with ``key`` and ``label`` (the question); if wanted ``body`` (trusted HTML below it), ``group``
        (the part it stands in; `opens` says which are not folded), ``answers`` (its own, in place of the list's) and
        ``note`` (key of a note on it).
    answers
        Each a dict with ``id`` and ``label``; the id "" stands for no answer, which is None.
    value
        By key of a row or of its note, what is answered; what is not there is not answered.
    after
        By key of a row, trusted HTML that follows from its answer.
    help, foot
        One sentence below the legend, and one below the rows, such as whose words these are.
    folded
        Closed at first, to be opened when wanted.
    compact
        Question and answers side by side where there is room.
    opens
        Which groups stand open at first: ``first``, ``all`` or ``none``.
    count_words
        How progress is said: ``{done}`` and ``{all}`` are filled in; nothing where it is not counted.

    Examples
    --------
    >>> rows = [{"key": "sleep", "label": "Do you sleep?"}]
    >>> asked = Checklist("sleep_list", "Sleep", rows, [{"id": "yes", "label": "Yes"}])
    >>> asked.said = ["sleep", "maybe"]
    Traceback (most recent call last):
    ...
    traitlets.traitlets.TraitError: Do you sleep? 'maybe' is not one of: yes.
    """

    legend = traitlets.Unicode().tag(sync=True)
    help = traitlets.Unicode().tag(sync=True)
    foot = traitlets.Unicode().tag(sync=True)
    rows = traitlets.List(traitlets.Dict()).tag(sync=True)
    answers = traitlets.List(traitlets.Dict()).tag(sync=True)
    value = traitlets.Dict().tag(sync=True)
    after = traitlets.Dict().tag(sync=True)
    said: Any = traitlets.List(default_value=None, allow_none=True).tag(sync=True)
    folded = traitlets.Bool(default_value=False).tag(sync=True)
    compact = traitlets.Bool(default_value=False).tag(sync=True)
    opens = traitlets.Enum(("first", "all", "none"), default_value="first").tag(sync=True)
    count_words = traitlets.Unicode("{done} of {all} asked").tag(sync=True)

    def __init__(
        self,
        key: str,
        legend: str,
        rows: Sequence[Mapping[str, Any]],
        answers: Sequence[Mapping[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(key, legend=legend, answers=[dict(one) for one in answers], **kwargs)
        self.rows = [dict(row) for row in rows]

    @traitlets.validate("rows")
    def _check_rows(self, proposal: Any) -> list[dict[str, Any]]:
        keys: set[str] = set()
        for row in proposal["value"]:
            strays = set(row) - _ROW_FIELDS
            if strays or not row.get("key") or not row.get("label"):
                told = f"{sorted(strays)[0]!r} is not one of them" if strays else f"{row!r} lacks its key or its label"
                msg = f"A row has {', '.join(sorted(_ROW_FIELDS))}; {told}."
                raise traitlets.TraitError(msg)
            for key in filter(None, (row["key"], row.get("note"))):
                if key in keys:
                    msg = f"Every row needs its own keys; {key!r} comes twice."
                    raise traitlets.TraitError(msg)
                keys.add(key)
        return list(proposal["value"])

    @traitlets.validate("said")
    def _check_said(self, proposal: Any) -> list[Any] | None:
        if proposal["value"] is None:
            return None
        key, value = proposal["value"]
        row = next((row for row in self.rows if key in (row["key"], row.get("note"))), None)
        if row is None:
            msg = f"{self.legend}: {key!r} is no question of this list."
            raise traitlets.TraitError(msg)
        if key == row.get("note"):
            if value is not None and (not isinstance(value, str) or len(value) > TEXT_AT_MOST):
                msg = f"A note on {row['label']} has at most {TEXT_AT_MOST} characters."
                raise traitlets.TraitError(msg)
            return [key, value]
        ids = [one["id"] for one in row.get("answers", self.answers) if one["id"]]
        if value is not None and value not in ids:
            msg = f"{row['label']} {value!r} is not one of: {', '.join(ids)}."
            raise traitlets.TraitError(msg)
        return [key, value]

    def _answered(self, change: Any) -> None:
        if self.said is None:
            return
        key, value = self.said
        # What the page shows now; the handler sets it back where the answer was not taken.
        self.value = {name: held for name, held in {**self.value, key: value}.items() if held is not None}
        self._tell_as(key, value, int(change["new"]))
