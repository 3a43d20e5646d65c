"""Whether a text is a job posting at all: an invoice or a résumé in the folder must not join a comparison."""

from __future__ import annotations

import re

from jdtool import patterns
from jdtool.model import Analysis, Scan, Triggers
from jdtool.parsing import READ_IN_PART
from jdtool.scanner import triggers
from jdtool.titles import names_job

# What else a text may be, and the words that mark it. The kind with the most marks of its own is named.
OTHERS: dict[str, re.Pattern[str]] = {
    name: patterns.compile(words, re.IGNORECASE | re.MULTILINE | re.VERBOSE)
    for name, words in {
        "an invoice": r"""
            ^[^\w\n]*(?:tax\s)?invoice\b | \b(?P<a>invoice\s(?:no|number|date|\#)) | \b(?P<b>bill(?:ed)?\sto\b) | \b(?P<c>sub-?total\b)
          | \b(?P<d>(?:total|amount|balance)\s(?:due|payable)) | \b(?P<e>unit\sprice) | \b(?P<f>VAT\s(?:no|reg|number|id|\d)) | \b(?P<g>IBAN\b)
          | \b(?P<h>payment\sterms|due\sdate) | \b(?P<i>rechnung(?:snummer|sdatum)?\b | rechnungsbetrag) | \b(?P<j>qty\b|quantity\b)""",
        "a résumé": r"""
            ^[^\w\n]*(?P<a>curriculum\svitae|r[eé]sum[eé]|lebenslauf|CV)\b\W*$ | ^[^\w\n]*(?P<b>(?:work|professional|employment)\s(?:experience|history))\W*$
          | (?P<c>references\s(?:are\s)?available) | ^[^\w\n]*(?P<d>date\sof\sbirth|nationality|marital\sstatus)\b | ^[^\w\n]*(?P<e>(?:career\s)?objective|personal\s(?:profile|statement))\W*$
          | (?P<f>\b(?:19|20)\d\d\s?[-–—]\s?(?:(?:19|20)\d\d|present|current|now|heute)) | (?P<g>\b(?:linkedin\.com/in|github\.com)/\w)
          | ^[^\w\n]*(?P<h>(?:managed|led|built|developed|designed|delivered|increased|reduced|implemented|achieved)\s\w) | (?P<i>\bI\s(?:am|have|was|led|built|worked)\b)""",
        "source code": r"""
            ^[^\S\n]*(?P<a>import\s[\w.]+;?$|from\s[\w.]+\simport\s|\#include\s*<|package\s[\w.]+;|using\s[\w.]+;)
          | ^[^\S\n]*(?P<b>(?:def|class|fn|func|function|public|private|static|const|let|var)\s.*[({=:]\s*$) | (?P<c>[;{}]\s*$) | ^[^\S\n]*(?P<d>return\b.*;?$|if\s?\(.*\)\s?\{?$)
          | ^[^\S\n]*(?P<e>//|/\*|\*/|\#!) | (?P<f>\w\(.{0,300}\)\s*[;:{]\s*$)""",
        "an error or log-in page": r"""
            (?P<a>\b(?:404|403|500)\b.{0,20}\b(?:error|found|forbidden)) | (?P<b>page\s(?:could\s)?not\s(?:be\s)?found) | (?P<c>enable\sjavascript|javascript\sis\sdisabled)
          | (?P<d>access\sdenied|verify\syou\sare\s(?:a\s)?human|captcha) | (?P<e>forgot(?:ten)?\s(?:your\s)?password|create\san\saccount) | (?P<f>no\slonger\s(?:available|accepting))""",
    }.items()
}  # fmt: skip
# What must stand in the text for a mark of that kind to be there: words anywhere, words that begin a line, and patterns that are cheap. Where fewer than `LEAST_MARKS` can be, the pattern is not tried.
HINTS: dict[str, tuple[tuple[Triggers, ...], tuple[Triggers, ...], tuple[re.Pattern[str], ...]]] = {
    "an invoice": (
        (
            triggers("invoice"),
            triggers("invoice "),
            triggers("bill to", "billed to"),
            triggers("subtotal", "sub-total"),
            triggers("total due", "amount due", "balance due", "payable"),
            triggers("unit price"),
            triggers("vat "),
            triggers("iban "),
            triggers("payment terms", "due date"),
            triggers("rechnung"),
            triggers("qty ", "quantity"),
        ),
        (),
        (),
    ),
    "a résumé": (
        (
            triggers("references available", "references are available"),
            triggers("linkedin.com/in", "github.com/"),
            triggers(" i am ", " i have ", " i was ", " i led ", " i built ", " i worked "),
        ),
        (
            triggers("curriculum vitae", "resume", "résumé", "resumé", "résume", "lebenslauf", " cv "),
            triggers(
                "work experience", "professional experience", "employment experience", "work history",
                "professional history", "employment history",
            ),
            triggers("date of birth", "nationality", "marital status"),
            triggers("objective", "career objective", "personal profile", "personal statement"),
            triggers(
                " managed ", " led ", " built ", " developed ", " designed ", " delivered ", " increased ", " reduced ",
                " implemented ", " achieved ",
            ),
        ),
        (patterns.compile(r"[12][90]\d\d\s?[-–—]"),),
    ),
    "source code": (
        (triggers(" import "),),
        (
            triggers("#include", "package ", "using "),
            triggers(
                " def ", " class ", " fn ", " func ", " function ", " public ", " private ", " static ", " const ",
                " let ", " var ",
            ),
            triggers(" return", " if "),
            triggers("//", "/*", "*/", "#!/usr", "#!/bin"),
        ),
        (
            patterns.compile(r"[;{}]\s*$", re.MULTILINE),
            patterns.compile(r"\)\s*[;:{]\s*$", re.MULTILINE),
        ),
    ),
    "an error or log-in page": (
        (
            triggers(" 404", " 403", " 500"),
            triggers("page not", "page could not"),
            triggers("enable javascript", "javascript is disabled"),
            triggers("access denied", "verify you are", "captcha"),
            triggers("forgot", "create an account"),
            triggers("no longer a"),
        ),
        (),
        (),
    ),
}  # fmt: skip
CODE_SHARE = 0.2  # of the lines must look like code: a posting may quote a line of it
LEAST_MARKS = 3  # different marks that a text must bear to be called something else

# What postings say.
FOR_RE = patterns.compile(
    r"""(?P<hiring>\b(?:we(?:['’]re|\sare)?\s(?:currently\s)?(?:hiring|looking\sfor|seeking|recruiting)|is\s(?:hiring|looking\sfor|seeking)|wanted\b
        |join\s(?:us|our)|now\shiring|wir\ssuchen|nous\srecherchons|nous\srecrutons|buscamos|wij?\szoeken|seeking\s(?:an?|our)|looking\sfor\san?))
      | (?P<candidate>\b(?:candidates?|applicants?|bewerb\w+|candidats?|candidatos?|kandidaat)\b)
      | (?P<apply>\b(?:apply|to\sapply|send\s(?:us\s)?your\s(?:cv|r[eé]sum[eé])|jetzt\sbewerben|postule[rz]|solliciteer)\b)
      | (?P<role>\b(?:this|the|your)\s(?:role|position|job|vacancy|opening)\b|\bjob\s(?:description|title|type|id|summary)\b|\bstelle\b|\bposte\b|\bpuesto\b|\bfunctie\b)
      | (?P<you>\byou(?:['’]ll|\swill|\shave|\sare|\sbring)\b|\b(?:du|sie)\s(?:bist|hast|bringst|bringen|haben)\b|\bvous\s(?:avez|êtes|serez)\b|\bje\s(?:hebt|bent|gaat)\b)
      | (?P<terms>\b(?:full|part)[\s-]?time\b|\bpermanent\b|\bcontract\b|\bsalary\b|\bbenefits\b|\bvollzeit\b|\bteilzeit\b|\bCDI\b|\bCDD\b|\bwir\sbieten\b|\bnous\soffrons\b|\bofrecemos\b|\bwij\sbieden\b)
      | (?P<experience>\b(?:years?|jahre|ans|años|jaar)\b.{0,30}\b(?:experience|erfahrung|expérience|experiencia|ervaring|exp)\b|\brequire(?:d|ments?|s)\b|\bqualifications?\b|\bresponsibilit)""",
    re.IGNORECASE | re.VERBOSE,
)  # fmt: skip
READ_LANGUAGES = frozenset({"en", *READ_IN_PART})  # of others silence proves nothing
MARGIN = 20  # characters before the first word of a line
READ = 20_000  # characters in which a text shows what it is


def other_than_posting(analysis: Analysis) -> str | None:
    """What the text is instead of a job posting ("an invoice"), None where it may be one.

    What postings say ("we are looking for", "apply", "this role") is weighed against the words of other papers; a
    title and skills prove nothing, a résumé has them too. In doubt it is a posting: one that is thrown out is worse
    than a stray paper.
    """
    text, posting = analysis.outline.text[:READ], analysis.posting
    likely = [name for name in OTHERS if _may_be(name, text, analysis.outline.scan)]
    if likely:
        other, marks = max(((name, _marks(name, text)) for name in likely), key=lambda pair: pair[1])
        if marks >= LEAST_MARKS and marks > len({match.lastgroup for match in FOR_RE.finditer(text)}):
            return other
    if posting.title or posting.skills or posting.requirements or posting.years or posting.salary or posting.work_mode:
        return None
    silent = not (names_job(text) or FOR_RE.search(text))
    return "no sign of one in its text" if silent and posting.language in READ_LANGUAGES else None


def _may_be(name: str, text: str, scan: Scan) -> bool:
    """Whether the text may bear enough marks of that kind of paper."""
    anywhere, starting, others = HINTS[name]
    marks = scan.marks
    met = sum([words.number in marks for words in anywhere])
    for words in starting:
        if words.number in marks:
            met += any(_begins_line(text, at) for at in scan.starts(words))
    if met + len(others) < LEAST_MARKS:
        return False
    met += sum([pattern.search(text) is not None for pattern in others])
    return met >= LEAST_MARKS


def _begins_line(text: str, at: int) -> bool:
    """Whether only signs stand before a position on its line."""
    before = text[max(0, at - MARGIN) : at]
    return not any(map(str.isalnum, before[before.rfind("\n") + 1 :]))


def _marks(name: str, text: str) -> int:
    """How many different marks of that kind of paper the text bears."""
    found = [match.lastgroup for match in OTHERS[name].finditer(text)]
    if name == "source code":
        lines = sum(bool(line.strip()) for line in text.splitlines())
        return len(set(found)) if len(found) > CODE_SHARE * max(1, lines) else 0
    return len(set(found))
