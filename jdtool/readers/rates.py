"""A user's own exchange rates, for `--rates`: a CSV table or a short YAML file, each rate with its day.

CSV has the columns `currency`, `rate`, `to` and `date`. YAML:

    to: EUR
    date: 2026-01-31
    rates: {USD: 0.92, GBP: 1.17}
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from jdtool import patterns
from jdtool.errors import UsageError
from jdtool.model import Rate, Rates
from jdtool.readers.decoding import decode

MAX_BYTES = 1_000_000  # 180 currencies on 200 days
CURRENCY_RE = patterns.compile(r"[A-Z]{3}")  # "EUR"
COLUMNS = ("currency", "rate", "to", "date")
FORM = "write `to: EUR`, `date: 2026-01-31` and `rates: {USD: 0.92}`, or a CSV with currency,rate,to,date"


class Row(NamedTuple):
    """A rate as it stands in the file, at a line or under a key."""

    place: str
    currency: object
    rate: object
    to: object
    date: object


def read_rates(path: str | Path) -> Rates:
    """The rates of a file; UsageError where it is unusable or one of them has no day."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"--rates {path}: cannot be read: {error.strerror or error}") from None
    if len(data) > MAX_BYTES:
        raise UsageError(f"--rates {path}: larger than 1 MB; keep the rates in use")
    text, _ = decode(data)
    head = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    rows = list(_table_rows(str(path), text) if "," in head and ":" not in head else _yaml_rows(str(path), text))
    if not rows:
        raise UsageError(f"--rates {path}: holds no rates; {FORM}")
    rates = [_rate(row) for row in rows]
    targets = sorted({str(row.to) for row in rows})
    if len(targets) > 1:
        raise UsageError(f"--rates {path}: rates to {', '.join(targets)}; give all to one currency")
    return Rates(targets[0], rates)


def _table_rows(path: str, text: str) -> Iterator[Row]:
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    reader = csv.DictReader(lines, skipinitialspace=True)
    names = [name.strip().lower() for name in reader.fieldnames or []]
    if missing := [name for name in COLUMNS if name not in names]:
        raise UsageError(f"--rates {path}: no column {missing[0]!r}; {FORM}")
    reader.fieldnames = names
    for row in reader:
        yield Row(f"--rates {path}:{reader.line_num}", *((row[name] or "").strip() for name in COLUMNS))


def _yaml_rows(path: str, text: str) -> Iterator[Row]:
    import yaml  # only where the rates are in YAML

    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.CSafeLoader)):
            raise UsageError(f"--rates {path}: anchors and aliases are not read; write the values out")
        # Everything as text: NO is Norway's country and a YAML 1.1 boolean, 2026-01-31 is a day.
        found = yaml.load(text, Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, RecursionError):
        raise UsageError(f"--rates {path}: neither CSV nor YAML; {FORM}") from None
    rates: Any = found.get("rates") if isinstance(found, dict) else None
    if not isinstance(rates, dict):
        raise UsageError(f"--rates {path}: no rates; {FORM}")
    for currency, rate in rates.items():
        own = rate if isinstance(rate, dict) else {"rate": rate}
        yield Row(f"--rates {path}", currency, own.get("rate"), found.get("to"), own.get("date", found.get("date")))


def _rate(row: Row) -> Rate:
    """The rate; UsageError tells what is wrong with it."""
    for currency in (row.currency, row.to):
        if not isinstance(currency, str) or not CURRENCY_RE.fullmatch(currency):
            raise UsageError(f"{row.place}: {currency or 'nothing'} is no currency; write its ISO 4217 code, as in EUR")
    try:
        rate = float(str(row.rate))
        if not (math.isfinite(rate) and rate > 0):
            raise ValueError
    except ValueError:
        raise UsageError(f"{row.place}: {row.currency} has the rate {row.rate}; write a number above 0") from None
    try:
        day = date.fromisoformat(str(row.date)).isoformat()
    except ValueError:
        raise UsageError(f"{row.place}: {row.currency} has no date; write the day of the rate as 2026-01-31") from None
    return Rate(str(row.currency), rate, day)
