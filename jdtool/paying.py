"""Pay as one yearly figure, summed up, and in another currency at somebody's own rates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median, quantiles

from jdtool.model import Conversion, Number, Period, Posting, Rate, Rates, Salary, SalarySummary

QUANTILES_FROM = 5  # postings: of fewer, one more would move a median at will

Band = tuple[Number, Number]


def annual_band(salary: Salary | None) -> Band | None:
    """The yearly figures as low and high, the one that is stated twice where the other is left open.

    None where nothing yearly is known: no pay, or pay of an unknown period.
    """
    ends = [end for end in (salary.annual_min, salary.annual_max) if end is not None] if salary else []
    return (min(ends), max(ends)) if ends else None


def midpoint(band: Band) -> Number:
    """The one figure that stands for a band.

    >>> midpoint((100_000, 130_000))
    115000
    """
    return plain(sum(band) / 2)


def plain(value: Number) -> Number:
    """The number, as an integer where it is one.

    >>> plain(4.0), plain(4.5)
    (4, 4.5)
    """
    return int(value) if value == int(value) else value


def quartiles(values: Sequence[Number]) -> tuple[Number | None, Number | None, Number | None]:
    """The quartiles of five or more values (between two values: in proportion); of fewer, three times None.

    >>> quartiles([1, 2, 3, 4, 10])
    (2, 3, 4)
    >>> quartiles([0, 0.5, 1, 1.5, 2, 2.5])
    (0.62, 1.25, 1.88)
    >>> quartiles([1, 2, 3, 4])
    (None, None, None)
    """
    if len(values) < QUANTILES_FROM:
        return None, None, None
    low, _, high = quantiles(values, n=4, method="inclusive")
    return plain(round(low, 2)), plain(median(values)), plain(round(high, 2))


def summarise_pay(bands: Iterable[tuple[str | None, Period | None, Band]]) -> list[SalarySummary]:
    """Yearly pay per currency and period: the most frequent first, an unknown currency (None) last."""
    together: dict[tuple[str | None, Period | None], list[Band]] = defaultdict(list)
    for currency, period, band in bands:
        together[currency, period].append(band)
    summaries = []
    for (currency, period), group in together.items():
        low, middle, high = quartiles([midpoint(band) for band in group])
        summaries.append(
            SalarySummary(
                currency=currency,
                period=period,
                postings=len(group),
                min=min(low for low, _ in group),
                p25=low,
                median=middle,
                p75=high,
                max=max(high for _, high in group),
            )
        )
    return sorted(
        summaries, key=lambda pay: (pay.currency is None, -pay.postings, pay.currency or "", pay.period or "")
    )


def pay_stated(postings: Iterable[Posting]) -> list[tuple[str | None, Period | None, Band]]:
    """Currency, period and yearly band of each posting that states them."""
    return [
        (posting.salary.currency, posting.salary.period, band)
        for posting in postings
        if posting.salary and (band := annual_band(posting.salary))
    ]


def pay_converted(postings: Iterable[Posting], rates: Rates | None) -> list[tuple[str | None, Period | None, Band]]:
    """The same in the currency of the rates, what was converted in whole units; what they do not cover is left out."""
    if rates is None:
        return []
    found: list[tuple[str | None, Period | None, Band]] = []
    for currency, period, (low, high) in pay_stated(postings):
        if currency == rates.to:
            found.append((currency, period, (low, high)))
        elif rate := rate_of(currency, rates):
            found.append((rates.to, period, (round(low * rate.rate), round(high * rate.rate))))
    return found


def rate_of(currency: str | None, rates: Rates) -> Rate | None:
    """The newest rate of a currency; None where the rates do not tell, and for their own."""
    return max(
        (rate for rate in rates.rates if rate.currency == currency != rates.to),
        key=lambda rate: rate.date,
        default=None,
    )


def convert_pay(postings: Sequence[Posting], rates: Rates | None) -> list[Conversion]:
    """The yearly pay that is stated in other currencies, in that of the rates, in whole units."""
    if rates is None:
        return []
    found = []
    for position, posting in enumerate(postings):
        pay = posting.salary
        if pay and annual_band(pay) and (rate := rate_of(pay.currency, rates)):
            low, high = (None if end is None else round(end * rate.rate) for end in (pay.annual_min, pay.annual_max))
            found.append(Conversion(posting.id, position, rates.to, low, high, rate))
    return found
