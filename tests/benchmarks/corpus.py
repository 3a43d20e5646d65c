"""Invented postings to measure with, the same for the same seed, so that any machine can repeat a measurement.

They are as long as postings are, name skills as often, and use new words all the time, as the market does: a memory
of words that grows without bound would show.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

Sizes = tuple[int, int]
SIZES: Sizes = (2_000, 6_000)  # characters of a posting's text, at least and at most


class Trade(NamedTuple):
    """A line of work: what its people are called, know and deal with."""

    titles: Sequence[str]
    skills: Sequence[str]
    things: Sequence[str]


TRADES = (
    Trade(
        ("Backend Engineer", "Software Engineer, Payments", "Platform Engineer", "Java Developer"),
        (
            "Python Java Go Kotlin PostgreSQL Redis Kafka Kubernetes Docker Terraform gRPC GraphQL Spring AWS "
            "REST CI/CD Linux Git Node.js TypeScript"
        ).split(),
        ("services that settle payments", "our public interfaces", "the order pipeline", "internal libraries"),
    ),
    Trade(
        ("Data Engineer", "Data Scientist", "Analytics Engineer", "Machine Learning Engineer"),
        "SQL Python Spark Airflow dbt Snowflake BigQuery pandas PyTorch scikit-learn Tableau Kafka Looker R".split(),
        ("tables that everybody trusts", "models of demand", "the nightly loads", "reports for finance"),
    ),
    Trade(
        ("Frontend Engineer", "Product Designer", "Mobile Developer"),
        "JavaScript TypeScript React Vue.js CSS HTML Figma Swift Kotlin Jest webpack Cypress accessibility".split(),
        ("pages that load at once", "our component library", "the checkout", "screens for drivers"),
    ),
    Trade(
        ("Accountant", "Financial Analyst", "Payroll Specialist"),
        ("Excel", "SAP", "QuickBooks", "GAAP", "IFRS", "NetSuite", "Power BI", "budgeting", "forecasting", "auditing"),
        ("month-end closing", "accounts payable", "tax returns", "figures for the board"),
    ),
    Trade(
        ("Registered Nurse", "Medical Assistant", "Care Coordinator"),
        ("patient care", "CPR", "Epic", "triage", "medication administration", "phlebotomy", "HIPAA", "scheduling"),
        ("patients on two wards", "discharge plans", "the night shift", "records of treatment"),
    ),
    Trade(
        ("Account Executive", "Marketing Manager", "Customer Success Manager"),
        ("Salesforce", "HubSpot", "SEO", "Google Analytics", "negotiation", "copywriting", "Zendesk", "Excel"),
        ("a region of forty customers", "campaigns in three languages", "renewals", "fairs and visits"),
    ),
)
LEVELS = ("", "", "Senior ", "Junior ", "Lead ", "Staff ")
CITIES = ("Berlin, Germany", "Austin, TX", "Toronto, Canada", "Leeds, UK", "Denver, CO", "Dublin, Ireland")
MODES = ("Remote", "Hybrid, two days a week in the office", "On-site")
PAY = (
    "The salary range for this role is ${low},000 - ${high},000 a year.",
    "Pay: €{low},000 to €{high},000 per year, depending on experience.",
    "We pay £{low}k–£{high}k plus a bonus.",
    "We offer competitive pay.",
)
SYLLABLES = "ba ce di fo gru ha jen ka lor mi nov pel qua rin sto tav ul ver wen xo yar zim".split()  # of new words
ABOUT = (
    "{name} makes tools for people who {verb} {thing}, and {count} customers in {few} countries rely on them.",
    "Founded {few} years ago, {name} is still run by those who began it, and we intend to keep it so.",
    "On {day} everybody shows what went wrong in the week, {manner}, and nobody is blamed for it.",
    "What sets {name} apart is how we {verb} {thing}: {manner}, and never because {word} does it that way.",
    "Our teams are small, decide for themselves, and tell each other early when a plan does not hold.",
    "You will join a group of {few} people who {verb} {thing} with care and without much ceremony.",
    "Last year we opened an office near {name} Square and took over {word}, a company of {count} people.",
)
DUTIES = (
    "{Verb} {thing} together with colleagues from sales, support and operations",
    "{Verb} and improve {thing}, with {skill} where it helps",
    "Take part in planning, and say what {thing} will cost before we begin",
    "Work with {skill} and {other} every day, and show newcomers how",
    "Write down how {word} and {thing} fit together, so that others can go on",
    "Keep {thing} running, and find out why when they do not",
    "{Verb} what the team behind {word} hands over, {manner}",
    "{Verb} {thing} {manner}, then {verb} what is left of them",
    "Own {thing} from the first sketch to the day when nobody needs them any more, {manner}",
)
DEMANDS = (
    "{years}+ years of experience with {skill} or {other}",
    "Strong knowledge of {skill}, {other} and {third}",
    "Hands-on experience with {skill} in a team of more than {few} people",
    "You have used {skill} to {verb} {thing}",
    "A degree in a related field, or the same by experience",
    "Clear writing and speaking; English at a professional level",
    "You know what {word} is for, and when to leave it out",
    "You like to {verb} {thing} {manner}",
    "Good judgement of when {skill} will do and when it takes {other}",
)
WISHES = (
    "Experience with {skill} is a plus",
    "Familiarity with {skill}, {other} or {word}",
    "You have worked in a company of our size before",
    "Nice to have: {skill}",
)
BENEFITS = (
    "{few} weeks of paid vacation",
    "Health insurance from the first day",
    "A yearly budget for learning, and time to use it",
    "A pension plan to which we add {few}%",
    "Parental leave of {few} weeks",
    "Lunch with the team at {word} every {day}",
    "{few} days a year to work on whatever you think {name} needs",
    "A laptop of your choice, and a desk that is yours",
    "A ticket for buses and trains",
    "Flexible hours, but for a meeting on {day}",
)
LAW = (
    "{name} is an equal opportunity employer. We consider all applicants without regard to origin, religion, age, "
    "gender, disability or any other status that the law protects."
)
MANNERS = (
    "with an eye on cost",
    "in small steps",
    "together with those who use them",
    "without waiting to be asked",
    "by the standards of our trade",
    "before anybody else notices",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
VERBS = ("build", "design", "review", "plan", "support", "measure", "repair", "document")


def postings(count: int, seed: int = 7, sizes: Sizes = SIZES) -> Iterator[dict[str, str]]:
    """That many postings with fields, as a board's export has them."""
    rng = Random(seed)
    for number in range(count):
        yield posting(rng, rng.randint(*sizes)) | {"id": f"invented-{number}"}


def posting(rng: Random, size: int) -> dict[str, str]:
    """A posting with about so many characters of text: the longer, the more lines each section has."""
    pick = picker(rng)
    trade = pick(TRADES)
    company = invented(pick)
    place = pick(CITIES)
    low = 50 + int(rng.random() * 100)
    parts: dict[str, list[str]] = {heading: [] for heading in SECTIONS}
    length = 400  # the headings, the pay and the law
    said: set[str] = set()
    while length < size:
        heading = pick(SHARES)
        lines, mark = SECTIONS[heading]
        line = filled(pick(lines), pick, trade, company)
        if line not in said or len(said) > MOST_SAID:
            said.add(line)
            parts[heading].append(mark + line)
            length += len(line) + 3
    blocks = ["\n".join([heading, *lines]) for heading, lines in parts.items() if lines]
    pay = pick(PAY).format(low=low, high=low + 30)
    return {
        "title": pick(LEVELS) + pick(trade.titles),
        "company": company,
        "location": place,
        "description": "\n\n".join([f"{place} ({pick(MODES)})", *blocks, pay, LAW.format(name=company)]),
    }


SECTIONS: dict[str, tuple[Sequence[str], str]] = {
    "About us": (ABOUT, ""),
    "What you will do": (DUTIES, "- "),
    "What we require": (DEMANDS, "- "),
    "Nice to have": (WISHES, "- "),
    "What we offer": (BENEFITS, "- "),
}
SHARES = (
    ["About us"] * 3 + ["What you will do"] * 6 + ["What we require"] * 6 + ["Nice to have"] * 2 + ["What we offer"] * 2
)
MOST_SAID = 100  # lines; where a posting has more, some come twice


def picker(rng: Random) -> Callable:
    """A `rng.choice` that costs a third: a million postings need fifty million of them."""
    random = rng.random
    return lambda items: items[int(random() * len(items))]


def invented(pick: Callable) -> str:
    """A name that nobody has."""
    return f"{pick(SYLLABLES)}{pick(SYLLABLES)}{pick(SYLLABLES)}".title()


def filled(template: str, pick: Callable, trade: Trade, company: str) -> str:
    """The template with words of the trade in its gaps."""
    verb = pick(VERBS)
    return template.format(
        name=company,
        verb=verb,
        Verb=verb.title(),
        thing=pick(trade.things),
        skill=pick(trade.skills),
        other=pick(trade.skills),
        third=pick(trade.skills),
        word=invented(pick),
        manner=pick(MANNERS),
        day=pick(DAYS),
        years=pick("123456789"),
        few=pick(("5", "6", "8", "10", "12", "14")),
        count=pick(("90", "300", "1,200", "4,000")),
    )


def write_corpus(path: Path, count: int, seed: int = 7, sizes: Sizes = SIZES) -> None:
    """A gzipped JSON Lines file of so many postings."""
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as stream:
        for row in postings(count, seed, sizes):
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
