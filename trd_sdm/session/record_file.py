"""Read a record file. It is untrusted: it opens whole, or is refused with a sentence for each fault."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from trd_sdm.evidence.faults import Fault
from trd_sdm.evidence.reading import UnreadableError, read_text
from trd_sdm.session.record import SCHEMA_VERSION, Record

if TYPE_CHECKING:
    from trd_sdm.evidence import Library

KIND = "record"
