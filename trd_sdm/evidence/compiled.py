"""The validated library as one JSON file, so that opening it takes milliseconds.

People edit YAML. The JSON is written when the package is built and carries a fingerprint of everything
it was made from; as soon as a data file or this code differs, it is left aside and the YAML is read.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from importlib import resources
from pathlib import Path

from trd_sdm.evidence.library import Library

NAME = "library.json"
HEAD = len('{"fingerprint":"') + 64  # the fingerprint stands first, at a fixed place


def data_folder() -> Path:
    """Give the folder of the data that came with the package."""
    return Path(str(resources.files("trd_sdm").joinpath("data")))


def fingerprint(folder: Path) -> str:
    """Give a SHA-256 over the data files of a folder and the code that reads them."""
    digest = hashlib.sha256()
    sources = [
        *sorted(folder.glob("*.yaml")),
        *sorted((folder / "options").glob("*.yaml")),
        folder / "sources.json",
    ]
    for path in (*sources, *sorted(Path(__file__).parent.glob("*.py"))):
        raw = path.read_bytes().replace(b"\r\n", b"\n")  # a checkout may change line ends
        digest.update(f"{path.name}\0{len(raw)}\0".encode())
        digest.update(raw)
    return digest.hexdigest()


def write_compiled(folder: Path | None = None) -> Path:
    """Check the data files and write the library as JSON beside them.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    LibraryFaults
        If the data files hold faults; nothing is written then.
    """
    from trd_sdm.evidence.faults import LibraryFaults
    from trd_sdm.evidence.folder import read_folder

    folder = folder or data_folder()
    library, faults = read_folder(folder)
    if library is None:
        raise LibraryFaults(faults)
    body = library.model_dump_json(by_alias=True, exclude_none=True)
    check = hashlib.sha256(body.encode()).hexdigest()
    text = f'{{"fingerprint":"{fingerprint(folder)}","check":"{check}","library":{body}}}\n'
    path = folder / NAME
    handle, scratch = tempfile.mkstemp(dir=folder, prefix=f".{NAME}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(scratch).chmod(0o644)
        Path(scratch).replace(path)  # whole or not at all, whoever reads meanwhile
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise
    return path


def read_compiled(folder: Path) -> Library | None:
    """Read the compiled library, or nothing where there is none that matches its data files."""
    path = folder / NAME
    try:
        text = path.read_text(encoding="utf-8")
        if text[len('{"fingerprint":"') : HEAD] != fingerprint(folder):
            return None
    except (OSError, UnicodeDecodeError):
        return None
    start = text.index(',"library":', HEAD) + len(',"library":') if ',"library":' in text[HEAD:] else 0
    body = text[start:].rstrip()[:-1]
    stated = json.dumps(hashlib.sha256(body.encode()).hexdigest())
    if not start or f'"check":{stated}' not in text[HEAD : HEAD + 100]:
        return None
    return Library.model_validate_json(body)
