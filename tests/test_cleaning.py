"""Repairs, by the cases in cases/cleaning.yaml; what bytes are read as."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from jdtool.cleaning import clean_text
from jdtool.readers import detect
from jdtool.readers.decoding import decode, is_binary

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


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b'{"title": "Cook"}', "json"),
        (b'\xef\xbb\xbf  [{"title": "Cook"}]', "json"),
        (b"<!DOCTYPE html><p>Cook", "html"),
        (b" <html>", "html"),
        (b"%PDF-1.7", "pdf"),
        (b"{\\rtf1 Cook", "rtf"),
        (b"PK\x03\x04", "docx"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"PAR1", "parquet"),
        (b"From: a@b.example\nSubject: Cook\n\nWe cook.", "mail"),
        (b"title,company,description\nCook,Harbour,We cook", "table"),
        (b"Title: Cook\nFrom: 9 to 5\n\nWe cook, we bake", "text"),
        (b"Cook, baker, company cars\n\nWe cook", "text"),
        (b"[Remote] Cook\n\n- knife", "text"),
        (b"[Cook](http://example.com)", "text"),
        (b"<LOCATION> Cook wanted", "text"),
        (b"{Cook}", "text"),
        ("Cook".encode("utf-16"), "text"),
        ('{"title": "Cook"}'.encode("utf-16"), "json"),
    ],
)
def test_a_format_shows_in_the_first_bytes(data: bytes, form: str) -> None:
    assert detect(data) == form
