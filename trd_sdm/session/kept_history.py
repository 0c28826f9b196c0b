"""Undo and redo as compact text, so that they outlast a reload: each step is what differs from the one beside it.

The chain begins at the record now: ``near`` holds the first step back and the first step forward, which change with
every answer; ``far`` holds the steps beyond them, which change only when a step is made, undone or done again. So the
movement of a slider sends no more than one number. What does not belong to the record that was kept, or was made with
other evidence, is left alone: undo then begins anew, and never brings back something else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from trd_sdm.session.history import KEPT, History
from trd_sdm.session.record import Record

SIZE = 200_000
"""Most characters of steps that are kept; the oldest go first, then the last that were undone."""

Data = dict[str, Any]


class HistoryKeeper:
    """Writes a history down; steps that were written before are not worked out anew."""

    def __init__(self) -> None:
        self._data: dict[int, tuple[Record, Data]] = {}
        self._steps: dict[tuple[int, int], tuple[Record, Record, str]] = {}

    def texts(self, history: History, record: str) -> dict[str, str]:
        """Give a history as two texts, ``near`` and ``far``; `history_of` reads them.

        Parameters
        ----------
        history : History
        record : str
            The record now as it is kept.
        """
        past, future = _since_cleared(history.now, history.past[::-1]), history.future
        near = {"of": _digest(record), "past": None, "future": None}
        for name, chain in (("past", past), ("future", future)):
            near[name] = self._step(history.now, chain[0]) if chain else None
        back = [self._step(one, other) for one, other in pairwise(past)]
        forth = [self._step(one, other) for one, other in pairwise(future)]
        self._forget_but({id(one) for one in (history.now, *past, *future)})
        room = SIZE - sum(len(near[name] or "") for name in near)
        if room < 0:
            return {"near": "", "far": ""}
        back = _within(back, room)
        forth = _within(forth, room - sum(map(len, back)))
        head = json.dumps(history.now.library_version)
        far = f'{{"evidence":{head},"past":[{",".join(back)}],"future":[{",".join(forth)}]}}'
        ends = ",".join(f'"{name}":{near[name] or "null"}' for name in ("past", "future"))
        return {"near": f'{{"of":"{near["of"]}",{ends}}}', "far": far}

    def _step(self, before: Record, after: Record) -> str:
        key = (id(before), id(after))
        held = self._steps.get(key)
        if held is None or held[0] is not before or held[1] is not after:
            step = difference(self._dumped(before), self._dumped(after))
            held = self._steps[key] = (before, after, json.dumps(step, ensure_ascii=False, separators=(",", ":")))
        return held[2]

    def _dumped(self, record: Record) -> Data:
        held = self._data.get(id(record))
        if held is None or held[0] is not record:
            held = self._data[id(record)] = (record, record.model_dump(mode="json"))
        return held[1]

    def _forget_but(self, there: set[int]) -> None:
        self._steps = {key: held for key, held in self._steps.items() if there.issuperset(key)}
        self._data.clear()  # what a step rests on is dear to keep, and cheap to make again


def history_of(now: Record, record: str, kept: Mapping[str, str], evidence: str) -> History:
    """Give the history that was kept for a record, with the record as it is now.

    Parameters
    ----------
    now : Record
    record : str
        The record as it was kept.
    kept : mapping
        What `HistoryKeeper.texts` gave.
    evidence : str
        Version of the evidence now.

    Returns
    -------
    History
        Without steps where they do not belong to that record, were made with other evidence, or cannot be read.
    """
    try:
        near, far = json.loads(kept["near"]), json.loads(kept["far"])
        if near["of"] != _digest(record) or far["evidence"] != evidence:
            return History(now)
        data = json.loads(record)
        past = _chain(now, data, [near["past"], *far["past"]])
        future = _chain(now, data, [near["future"], *far["future"]])
    except (KeyError, TypeError, ValueError, IndexError):  # pydantic raises a kind of ValueError
        return History(now)
    return History(now, past[::-1], future)


def _chain(now: Record, data: Data, steps: list[Any]) -> tuple[Record, ...]:
    found, last = [], now
    for step in steps[:KEPT]:
        if step is None:
            break
        after = changed(data, step)
        read = Record.model_validate_json(json.dumps(after))
        # Parts that are the same are shared, as they are in a history that was never written down.
        last = last.model_copy(
            update={
                name: getattr(read, name) for name in Record.model_fields if getattr(read, name) != getattr(last, name)
            }
        )
        found.append(last)
        data = after
    return tuple(found)


def difference(before: Any, after: Any) -> Any:
    """Give what turns one JSON value into another; `changed` does it.

    Examples
    --------
    >>> difference({"a": 1, "b": [1, 2, 3]}, {"a": 2, "b": [1, 3], "c": 4})
    {'in': {'a': {'is': 2}, 'b': {'at': 1, 'cut': 1, 'put': []}, 'c': {'is': 4}}}
    >>> difference({"a": 1}, {})
    {'in': {}, 'out': ['a']}
    """
    if isinstance(before, dict) and isinstance(after, dict):
        inside = {
            name: difference(before[name], value) if name in before else {"is": value}
            for name, value in after.items()
            if name not in before or not _same(before[name], value)
        }
        gone = [name for name in before if name not in after]
        return {"in": inside, "out": gone} if gone else {"in": inside}
    if isinstance(before, list) and isinstance(after, list):
        start, end = 0, 0
        shorter = min(len(before), len(after))
        while start < shorter and _same(before[start], after[start]):
            start += 1
        while end < shorter - start and _same(before[-1 - end], after[-1 - end]):
            end += 1
        return {"at": start, "cut": len(before) - start - end, "put": after[start : len(after) - end]}
    return {"is": after}


def changed(before: Any, step: Any) -> Any:
    """Give a JSON value after a step; the value itself stays as it was.

    Examples
    --------
    >>> changed({"a": 1, "b": [1, 2, 3]}, {"in": {"b": {"at": 1, "cut": 1, "put": []}}, "out": ["a"]})
    {'b': [1, 3]}
    """
    if "is" in step:
        return step["is"]
    if "put" in step:
        return [*before[: step["at"]], *step["put"], *before[step["at"] + step["cut"] :]]
    kept = {name: value for name, value in before.items() if name not in step.get("out", ())}
    return kept | {name: changed(before.get(name), inside) for name, inside in step["in"].items()}


def _same(one: Any, other: Any) -> bool:
    """Whether two JSON values are the same; true is not 1, and 1 is written otherwise than 1.0."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(value, other[name]) for name, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)


def _since_cleared(now: Record, past: Sequence[Record]) -> Sequence[Record]:
    """Give the steps back, the last one first, up to where somebody started again with an empty record."""
    for place, (after, before) in enumerate(pairwise((now, *past))):
        if after.seed != before.seed and after.is_blank():
            return past[:place]
    return past


def _within(steps: Iterable[str], room: int) -> list[str]:
    kept = []
    for step in steps:
        room -= len(step) + 1
        if room < 0:
            break
        kept.append(step)
    return kept


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
