"""How far the evidence was looked over is said everywhere in one way, and never against the name of its version."""

import re
from html import unescape

from trd_sdm.export.comparison import comparison_csv
from trd_sdm.export.fhir import fhir_bundle
from trd_sdm.export.note import note
from trd_sdm.export.pictures import chart_file
from trd_sdm.export.story import tell
from trd_sdm.export.take_home import take_home
from trd_sdm.places import PACKAGE
from trd_sdm.present.frame import page_foot, page_head

REVIEWED = "reviewed once by a second reader"
UNSIGNED = "not signed"
DRAFT = re.compile(r"\bdraft\b", re.IGNORECASE)


def _plain(text):
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(text)).split())


def test_every_export_and_every_screen_says_how_far_the_evidence_was_looked_over(held):
    library = held.library
    assert REVIEWED in library.status
    assert UNSIGNED in library.status
    story = tell(held)
    said = {
        "handout": f"{story.standing} {story.disclaimer}",
        "take_home": take_home(held),
        "note": note(held),
        "long note": note(held, long=True),
        "fhir": str(fhir_bundle(held)),
        "csv": comparison_csv(held),
        "picture": chart_file(held, "patient", "svg").decode(),
        "screen": page_head("A talk", "session", library) + page_foot(library),
    }
    for name, text in said.items():
        assert _plain(text).count(f"{library.status}") >= 1, name
        assert library.version in text, name
    for name in ("handout", "note", "long note", "picture", "screen"):
        assert _plain(said[name]).count(library.status) == 1, name
        assert not DRAFT.search(said[name]), name


def test_what_is_read_before_the_kit_is_opened_says_the_same():
    for path in ("README.md", "trd_sdm/data/README.md"):
        text = " ".join((PACKAGE.parent / path).read_text(encoding="utf-8").split())
        assert REVIEWED in text, path
        assert UNSIGNED in text, path
        assert not DRAFT.search(text), path
