"""Reading a file nobody has vouched for: small, plain text, plain data, every line number kept.

YAML is read through libyaml's event stream rather than a full loader, so nothing is ever built from a
tag, an anchor cannot be expanded, and depth is counted before memory is spent. Scalars follow the
YAML 1.2 core rules: `no` and `2026-11-23` are text, never a boolean or a date.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trd_sdm.evidence.faults import Fault, dotted, shown

MAX_BYTES = 2_000_000
MAX_DEPTH = 24
MAX_ENTRIES = 200_000
SUFFIXES = (".yaml", ".yml", ".json")

Path_ = tuple[str | int, ...]

_UNSAID = object()
_TOO_DEEP = (f"at most {MAX_DEPTH} levels", "entries are nested too deep")
_SURROGATE = re.compile("[\ud800-\udfff]")
_INT = re.compile(r"[-+]?\d{1,18}")
_FLOAT = re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


class Unreadable(ValueError):  # noqa: N818 -- carries one fault, which is its message
    """A file that is not read at all; `fault` says why in one line."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(str(fault))


@dataclass(frozen=True)
class Document:
    """The plain data of one file and the line each entry stands on."""

    file: str
    data: Any
    lines: dict[Path_, int] = field(default_factory=dict)

    def line(self, path: Path_) -> int | None:
        """Give the line of an entry, or of the nearest entry that holds it."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return None

    def fault(self, path: Path_, message: str, *, found: object = _UNSAID, allowed: str = "") -> Fault:
        """Make a fault at an entry of this document."""
        there = "" if found is _UNSAID else shown(found)
        return Fault(self.file, dotted(path), self.line(path), there, allowed, message)


def scalar(text: str) -> Any:
    """Give the value of an unquoted YAML scalar by the core rules."""
    if text in _NULLS:
        return None
    if text in _BOOLS:
        return _BOOLS[text]
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def read_text(path: Path, name: str | None = None) -> str:
    """Read a text file whole, after asking for its size.

    Raises
    ------
    Unreadable
        If it is missing, no plain file, too large, binary, or not UTF-8.
    """
    file = name or str(path)

    def refuse(message: str, found: str = "", allowed: str = "") -> Unreadable:
        return Unreadable(Fault(file, "", None, found, allowed, message))

    try:
        if not path.exists():
            raise refuse("there is no such file")
        if not path.is_file():
            raise refuse("this is not a plain file", allowed="a file or a data folder")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise Unreadable(too_large(file, size))
        raw = path.read_bytes()
    except OSError as error:
        raise refuse(f"the file cannot be read ({error.strerror or 'system error'})") from None
    if b"\0" in raw:
        raise refuse("this is a binary file, not text", allowed="YAML or JSON text in UTF-8")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(f"the text is not UTF-8 (byte {error.start})", allowed="YAML or JSON text in UTF-8") from None


def read_document(path: Path, name: str | None = None) -> Document:
    """Read one YAML or JSON file as plain data with line numbers.

    Parameters
    ----------
    path : Path
        The file. JSON is a part of YAML and is read by the same rules.
    name : str, optional
        How messages call the file; the path as given by default.

    Raises
    ------
    Unreadable
        With one fault, if the file is too large, binary, not UTF-8, not YAML, nested too deep, or uses
        anchors, tags, several documents or an entry name twice.
    """
    return parse_text(read_text(path, name), name or str(path))


def read_together(
    folder: Path, names: Iterable[str], given: Mapping[str, Document]
) -> tuple[dict[str, Document], list[Fault]]:
    """Read files that are checked together, and give the fault of each that is not read.

    Parameters
    ----------
    folder : Path
    names : iterable of str
        Files of the folder.
    given : mapping of str to Document
        Documents to take in place of files, by name.
    """
    documents: dict[str, Document] = {}
    faults: list[Fault] = []
    for name in names:
        try:
            documents[name] = given.get(name) or read_document(folder / name, name)
        except Unreadable as refused:
            faults.append(refused.fault)
    return documents, faults


def too_large(file: str, size: int) -> Fault:
    """Give the fault of a file larger than what is read."""
    message = "the file is too large and was not read"
    return Fault(file, "", None, f"{size / 1e6:.1f} MB", f"at most {MAX_BYTES / 1e6:g} MB", message)


def parse_text(text: str, file: str) -> Document:
    """Parse YAML or JSON text; see `read_document`.

    JSON goes to the JSON parser first: its escapes of letters beyond the basic plane are no YAML.
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise Unreadable(too_large(file, size))
    if text.lstrip()[:1] in {"{", "["}:
        data = _json(text, file)
        if data is not _UNSAID:
            with contextlib.suppress(Unreadable):  # lines are a help in messages, no more
                return Document(file, data, _parse_yaml(text, file).lines)
            return Document(file, data)
    return _parse_yaml(text, file)


def _parse_yaml(text: str, file: str) -> Document:
    import yaml

    reader = _Reader(file)
    try:
        data = reader.document(yaml.parse(text, Loader=_loader()))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        message = f"this is not YAML: {error.problem or 'it does not parse'}"
        raise Unreadable(Fault(file, "", line, "", "YAML or JSON text", message)) from None
    except yaml.YAMLError as error:
        message = f"this is not YAML: {error}"
        raise Unreadable(Fault(file, "", None, "", "YAML or JSON text", message)) from None
    return Document(file, data, reader.lines)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) < len(pairs):
        raise ValueError("an entry stands here twice")  # the YAML reader says which, and where
    return held


def _not_a_number(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def _json(text: str, file: str) -> Any:
    """Give the data of JSON text, or `_UNSAID` where it is none and may be YAML."""
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_not_a_number)
    except ValueError:
        return _UNSAID
    except RecursionError:
        raise Unreadable(Fault(file, "", None, "", *_TOO_DEEP)) from None
    held: list[tuple[Any, int]] = [(data, 0)]
    while held:
        value, depth = held.pop()
        if isinstance(value, str) and not value.isascii() and _SURROGATE.search(value):
            raise Unreadable(Fault(file, "", None, shown(value), "whole letters", "the text holds half a letter"))
        if isinstance(value, dict | list):
            if depth >= MAX_DEPTH:
                raise Unreadable(Fault(file, "", None, "", *_TOO_DEEP))
            inner = [*value, *value.values()] if isinstance(value, dict) else value
            held += ((item, depth + 1) for item in inner)
    return data


def _loader() -> Any:
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Reader:
    """Builds plain data from YAML events, one loop, no recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Path_, int] = {}
        self.root: Any = None
        self.stack: list[tuple[Any, Path_]] = []  # open containers with their paths
        self.keys: list[Any] = []  # the pending key of each open mapping, or _NO_KEY
        self.entries = 0

    def refuse(self, message: str, line: int, path: Path_ = (), *, found: object = "", allowed: str = "") -> Unreadable:
        there = shown(found) if found else ""
        return Unreadable(Fault(self.file, dotted(path), line, there, allowed, message))

    def document(self, events: Iterator[Any]) -> Any:
        import yaml

        documents = 0
        for event in events:
            line = event.start_mark.line + 1
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.refuse("the file holds more than one document", line, allowed="one document")
            elif isinstance(event, yaml.NodeEvent):
                self._node(event, line)
            elif isinstance(event, yaml.CollectionEndEvent):
                self.stack.pop()
                self.keys.pop()
        return self.root

    def _node(self, event: Any, line: int) -> None:
        import yaml

        if event.anchor is not None:
            said = "an alias" if isinstance(event, yaml.AliasEvent) else "an anchor"
            allowed = "every entry written out in full"
            raise self.refuse(f"{said} stands here, and anchors and aliases are not read", line, allowed=allowed)
        self.entries += 1
        if self.entries > MAX_ENTRIES:
            raise self.refuse("the file holds too many entries", line, allowed=f"at most {MAX_ENTRIES:,}")
        if isinstance(event, yaml.ScalarEvent):
            self._place(self._scalar(event, line), line, is_open=False)
        else:
            if event.tag is not None:
                raise self.refuse("a tag stands here, and tags are not read", line, found=event.tag)
            if len(self.stack) >= MAX_DEPTH:
                raise self.refuse("entries are nested too deep", line, allowed=f"at most {MAX_DEPTH} levels")
            self._place({} if isinstance(event, yaml.MappingStartEvent) else [], line, is_open=True)

    def _scalar(self, event: Any, line: int) -> Any:
        if event.tag not in {None, "!"}:
            raise self.refuse("a tag stands here, and tags are not read", line, found=event.tag)
        return scalar(event.value) if event.implicit[0] and not event.style else event.value

    def _place(self, value: Any, line: int, *, is_open: bool) -> None:
        path: Path_ = ()
        if not self.stack:
            self.root = value
        else:
            holder, at = self.stack[-1]
            if isinstance(holder, list):
                path = (*at, len(holder))
                holder.append(value)
            elif self.keys[-1] is _NO_KEY:
                self._key(value, holder, at, line, is_open=is_open)
                return
            else:
                key = self.keys[-1]
                self.keys[-1] = _NO_KEY
                path = (*at, key)
                holder[key] = value
        self.lines.setdefault(path, line)
        if is_open:
            self.stack.append((value, path))
            self.keys.append(_NO_KEY)

    def _key(self, value: Any, holder: dict[str, Any], at: Path_, line: int, *, is_open: bool) -> None:
        if is_open or not isinstance(value, str):
            there = "a block of entries" if is_open else value
            raise self.refuse("an entry's name must be text", line, at, found=there, allowed="text")
        if value in holder:
            raise self.refuse("this entry stands here twice", line, (*at, value), allowed="each entry once")
        self.keys[-1] = value
        self.lines[(*at, value)] = line


_NO_KEY = object()
