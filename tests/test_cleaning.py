"""Repairs, by the cases in cases/cleaning.yaml; what bytes are read as."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from jdtool.cleaning import clean_text
from jdtool.readers.decoding import decode, is_binary
from jdtool.readers.text import other_form

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "cleaning.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_repair(case: dict[str, Any]) -> None:
    cleaned = clean_text(case["text"])
    assert cleaned.text == case["expected"]
    assert cleaned.repairs == case["repairs"]


@given(st.text() | st.text(alphabet="â€™”“ÃÂ¼\x1b[31m\x92\u200b\\-\r\n aZ"))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once.text).text == once.text
    assert clean_text(once.text).repairs == []


WORDS = "Köchin für 5+ Jahre – Suppe"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORDS.encode("utf-8"), "utf-8"),
        (b"\xef\xbb\xbf" + WORDS.encode("utf-8"), "utf-8"),
        (WORDS.encode("utf-16"), "utf-16"),
        (WORDS.encode("utf-16-le"), "utf-16-le"),
        (WORDS.encode("utf-16-be"), "utf-16-be"),
        (WORDS.encode("utf-32"), "utf-32"),
        (("x " * 40 + WORDS).encode("cp1252"), "cp1252"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    text, found = decode(data)
    assert text.endswith(WORDS)
    assert found == encoding
    assert not is_binary(data)


@pytest.mark.parametrize("data", [b"\x7fELF\x02\x01\x01\x00\x00", b"PK\x03\x04\x14\x00\x00\x00", bytes(range(32)) * 4])
def test_binary(data: bytes) -> None:
    assert is_binary(data)


@given(st.binary())
def test_any_bytes_decode(data: bytes) -> None:
    text, _ = decode(data)
    assert isinstance(text, str)


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b'{"title": "Cook"}', "JSON"),
        (b'\xef\xbb\xbf [{"title": "Cook"}]', "JSON"),
        (b'{"title": "Cook"}\n{"title": "Baker"}\n', "JSON"),
        (b"<div class=x>Cook</div>", "a web page, XML, PDF or RTF document"),
        (b"<!-- saved --><html>", "a web page, XML, PDF or RTF document"),
        (b"%PDF-1.7", "a web page, XML, PDF or RTF document"),
        (b"[Remote] Cook\n\n- knife", None),
        (b"<LOCATION> Cook wanted", None),
        (b"{Cook}", None),
    ],
)
def test_other_forms_are_told_from_text(data: bytes, form: str | None) -> None:
    assert other_form(data) == form
