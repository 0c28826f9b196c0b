"""Files nobody has vouched for: each kind of trouble is one clear line, and nothing is built from it."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from trd_sdm.evidence.compiled import data_folder
from trd_sdm.evidence.reading import MAX_BYTES, Unreadable, parse_text, read_document, scalar

REFUSED = {
    "anchors": ("a: &x [1]\nb: 2\n", "(line 1): an anchor stands here, and anchors and aliases are not read"),
    "aliases": ("b: *x\n", "an alias stands here, and anchors and aliases are not read"),
    "tags": ("a: !!python/object/apply:os.system ['ls']\n", "a tag stands here, and tags are not read"),
    "a tagged scalar": ("a: !!int '3'\n", "a tag stands here, and tags are not read"),
    "depth": ("[" * 400 + "]" * 400, "entries are nested too deep; allowed: at most 24 levels"),
    "depth without end": ("{a: " * 100_000, "entries are nested too deep; allowed: at most 24 levels"),
    "a name twice": ("a:\n  b: 1\n  b: 2\n", "a.b (line 3): this entry stands here twice"),
    "two documents": ("a: 1\n---\nb: 2\n", "(line 2): the file holds more than one document"),
    "a name that is no text": ("1: 2\n", "an entry's name must be text; found 1; allowed: text"),
    "a name that is a list": ("? [a, b]\n: 2\n", "an entry's name must be text"),
    "broken YAML": ("a: [1, 2\nb: }\n", "(line 2): this is not YAML:"),
    "a control letter": ('a: "\x01"\n', "this is not YAML: unacceptable character"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_one_line_that_says_why(name: str) -> None:
    text, sentence = REFUSED[name]
    with pytest.raises(Unreadable) as caught:
        parse_text(text, "some.yaml")
    said = str(caught.value)
    assert said.startswith(("some.yaml: ", "some.yaml (line"))
    assert sentence in said
    assert "\n" not in said


def write(path: Path, raw: bytes) -> Path:
    path.write_bytes(raw)
    return path


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "big.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("the file was read"))
    with pytest.raises(Unreadable, match=r"too large and was not read; found 50.0 MB; allowed: at most 2 MB"):
        read_document(path)


def test_a_file_at_the_limit_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "full.yaml", b"a: '" + b"x" * (MAX_BYTES - 6) + b"'\n")
    assert len(read_document(path).data["a"]) == MAX_BYTES - 6


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (bytes(range(256)), "this is a binary file, not text"),
        ("a: é".encode("latin-1"), r"the text is not UTF-8 \(byte 3\)"),
        (b"\xff\xfea\x00:\x00", "this is a binary file, not text"),
    ],
)
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, raw: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        read_document(write(tmp_path / "a.yaml", raw))


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="there is no such file"):
        read_document(tmp_path / "nowhere.yaml")
    with pytest.raises(Unreadable, match="this is not a plain file"):
        read_document(tmp_path)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"a": 1, "a": 2}', "a (line 1): this entry stands here twice"),
        ('{"a":', "this is not YAML"),
        ('{"a":' * 30 + "1" + "}" * 30, "entries are nested too deep; allowed: at most 24 levels"),
        ("[" * 100_000, "entries are nested too deep"),
        ("[" * 100_000 + "]" * 100_000, "entries are nested too deep"),
        ('{"a": "\\ud800"}', "the text holds half a letter"),
    ],
)
def test_json_is_held_to_the_same_rules(text: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_text(text, "a.json")
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_json_escapes_beyond_the_basic_plane_are_read() -> None:
    document = parse_text('{"a": "\\ud83d\\ude00",\n "b": [1.5, null, true]}', "a.json")
    assert document.data == {"a": "\U0001f600", "b": [1.5, None, True]}


def test_a_number_that_is_none_stays_a_word_and_is_refused_by_what_reads_it() -> None:
    assert parse_text('{"a": NaN}', "a.json").data == {"a": "NaN"}


def test_every_entry_knows_its_line() -> None:
    document = parse_text("a: 1\nb:\n  - x\n  - c: {d: 2}\n", "a.yaml")
    assert document.data == {"a": 1, "b": ["x", {"c": {"d": 2}}]}
    assert document.line(("a",)) == 1
    assert document.line(("b", 1, "c", "d")) == 4
    assert document.line(("b", 7)) == 2  # the nearest entry that holds it


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert read_document(write(tmp_path / "a.yaml", b"\xef\xbb\xbfa: 1\n")).data == {"a": 1}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("2026-11-23", "2026-11-23"),
        ("1:30", "1:30"),
        ("~", None),
        ("true", True),
        ("-3", -3),
        ("1e3", 1e3),
    ],
)
def test_unquoted_words_keep_their_plain_meaning(text: str, value: object) -> None:
    assert scalar(text) == value


def test_quoted_numbers_stay_text() -> None:
    assert parse_text("a: '3'\n", "a.yaml").data == {"a": "3"}


@pytest.mark.parametrize("path", sorted(data_folder().rglob("*.yaml")), ids=lambda path: path.name)
def test_packaged_files_mean_the_same_to_any_yaml_reader(path: Path) -> None:
    assert read_document(path).data == yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(
        st.characters(
            codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff\ufffe\uffff\u2028\u2029\x85"
        )
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcxyz_", min_size=1), inner, max_size=4),
    max_leaves=12,
)


@given(plain)
def test_plain_data_written_as_yaml_reads_back(data: object) -> None:
    text = yaml.safe_dump({"held": data}, allow_unicode=True)
    if "&id" in text:
        return
    read = parse_text(text, "a.yaml").data["held"]
    assert read == data or read == yaml.safe_load(text)["held"]


@given(st.dictionaries(st.text(max_size=3), plain | st.text(max_size=5), max_size=4))
def test_plain_data_written_as_json_reads_back(data: object) -> None:
    assert parse_text(json.dumps(data), "a.json").data == data


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with contextlib.suppress(UnicodeDecodeError, Unreadable):
        parse_text(raw.decode("utf-8"), "a.yaml")
