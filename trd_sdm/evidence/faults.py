"""What is wrong in a file, said so that a person can mend it: where, what is there, what is allowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

SHOWN = 60


def shown(value: object) -> str:
    """Give a value as it may stand in a one-line message: short, and on one line."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return f"a block of {len(value)} entries"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)} items"
    text = f"{value:g}" if isinstance(value, float) else " ".join(str(value).split())
    text = "".join(letter if letter.isprintable() else "?" for letter in text)
    text = text if len(text) <= SHOWN else text[: SHOWN - 3] + "..."
    return f'"{text}"' if isinstance(value, str) else text


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in one place of one file.

    Parameters
    ----------
    file : str
        The file as it was named to us, or its name inside the data folder.
    place : str
        Dotted path to the entry, such as ``cells.response.certainty.level``; empty for the whole file.
    line : int or None
        Line in the file, counted from 1, where it is known.
    found : str
        What is there, shortened.
    allowed : str
        What may stand there.
    message : str
        What is wrong, as a sentence without its full stop.

    Examples
    --------
    >>> print(Fault("ect.yaml", "id", 2, '"etc"', "ect", "the id differs from the file's name"))
    ect.yaml: id (line 2): the id differs from the file's name; found "etc"; allowed: ect
    """

    file: str
    place: str
    line: int | None
    found: str
    allowed: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}: {self.place}" if self.place else self.file
        where += f" (line {self.line})" if self.line is not None else ""
        tail = f"; found {self.found}" if self.found else ""
        tail += f"; allowed: {self.allowed}" if self.allowed else ""
        return " ".join(f"{where}: {self.message}{tail}".split())

    def in_file(self, file: str) -> Fault:
        """Give the same fault under another file name."""
        return replace(self, file=file)


class LibraryFaults(ValueError):  # noqa: N818 -- it carries the faults found; "Error" would add nothing
    """The evidence files cannot be used; `faults` holds everything found, the text one line for each."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        super().__init__("\n".join([f"{count} in the evidence files:", *map(str, self.faults)]))


def dotted(path: Iterable[object]) -> str:
    """Give a path of keys and positions as one dotted word."""
    return ".".join(str(step) for step in path)
