"""The language a text is written in, from its script and its commonest words."""

from __future__ import annotations

from collections import Counter

from jdtool import patterns
from jdtool.cleaning import signs_of

SAMPLE = 3_000  # characters read; from the middle of longer texts on, nothing changes
GLANCE = 1_500  # characters in which English shows
PLAINLY = 20  # stop words of English, and how many times as many as of any other language
PLAINLY_RATIO = 3
SHORTEST = 25  # words; a shorter text counts as English unless its script says otherwise
LEAST_SHARE = 0.04  # of the words must be stop words of the winner; lists of names stay below

STOP_WORDS: dict[str, str] = {
    "en": "the and of to in for with you our we are is on as be your that will this or an have from by at it",
    "de": "und die der wir du mit für das den ein eine von zu auf ist dich bei im sie dein oder deine als",
    "fr": "et de la les des le vous nous une un du pour dans en votre avec sur au aux est que sont nos par",
    "es": "y de la los las el en con para una del un por que tu se nuestro nuestra equipo como más es",
    "it": "e di il la le in con per un una del della che dei delle nel si sono al alla gli nostro anche",
    "nl": "en de het een van voor met je in ons wij op bij aan jij te zijn dat als we jouw naar ook",
    "pt": "e de a o em com para uma um do da que os as no na por se nossa nosso dos das você ou ao sua são",
    "pl": "i w z na do oraz się jest dla że nie jak lub po od pracy przez są o nas twoje ze naszym",
    "sv": "och att i en som för med på av vi du är till ett det har om dig vår våra din eller hos oss kan",
    "da": "og at i en som for med på af vi du er til et det har om dig vores din eller hos os kan ikke",
    "no": "og å i en som for med på av vi du er til et det har om deg vår våre din eller hos oss kan ikke",
    "fi": "ja on sekä että tai ovat kanssa myös olet meillä sinulla se mitä kuin ei joka meidän voit",
    "cs": "na se je že do pro nebo jsme vás nám pracovat máte ve si jako tě od jste naše naší práce který",
    "hu": "és a az hogy egy is nem vagy van meg csapat munka számára mint ha mi illetve akkor valamint",
    "ro": "și de la în cu pentru un o este pe care să din sau sunt noi ne tău mai echipa ca nu",
    "tr": "ve bir için ile bu olarak da de olan veya daha en çok gibi iş sahip konusunda tercihen ekibi",
}
LANGUAGES_OF: dict[str, list[str]] = {}
for _code, _words in STOP_WORDS.items():
    for _word in _words.split():
        LANGUAGES_OF.setdefault(_word, []).append(_code)

# Letters that only some of the neighbouring languages use.
TELLING: dict[str, str] = {"da": "æø", "no": "æø", "sv": "äö"}

SCRIPTS: tuple[tuple[str, str], ...] = (
    ("ja", r"[\u3040-\u30ff]"),
    ("ko", r"[\uac00-\ud7af]"),
    ("zh", r"[\u4e00-\u9fff]"),
    ("ar", r"[\u0600-\u06ff]"),
    ("he", r"[\u0590-\u05ff]"),
    ("el", r"[\u0370-\u03ff]"),
    ("hi", r"[\u0900-\u097f]"),
    ("bn", r"[\u0980-\u09ff]"),
    ("ta", r"[\u0b80-\u0bff]"),
    ("th", r"[\u0e00-\u0e7f]"),
    ("ka", r"[\u10a0-\u10ff]"),
    ("hy", r"[\u0530-\u058f]"),
    ("cyrillic", r"[\u0400-\u04ff]"),
)
SCRIPT_RES = [(code, patterns.compile(pattern)) for code, pattern in SCRIPTS]
SCRIPTS_RE = patterns.compile("|".join(pattern for _, pattern in SCRIPTS))
SCRIPT_SHARE = 0.25  # of the letters; a page footer that lists languages stays below
WORD_RE = patterns.compile(r"[^\W\d_]{1,20}")
UKRAINIAN_RE = patterns.compile("[іїєґІЇЄҐ]")
BULGARIAN_RE = patterns.compile(r"\b(?:на|за|със|като|сме|вие|или)\b")
RUSSIAN_RE = patterns.compile("[ыэёЫЭЁ]")
PERSIAN_RE = patterns.compile("[پچژگ]")


def find_language(text: str) -> str:
    """The ISO 639-1 code of the text's language; "en" for texts too short to tell.

    >>> find_language("Wir suchen dich für unser Team in Berlin und bieten dir ein Gehalt nach Tarif. " * 3)
    'de'
    >>> find_language("Data Engineer")
    'en'
    """
    sample = text[:SAMPLE]
    if not sample.isascii() and (code := _by_script(sample)):
        return code
    if _is_plainly_english(sample[:GLANCE]):
        return "en"
    words = WORD_RE.findall(sample.lower())
    if len(words) < SHORTEST:
        return "en"
    counts: Counter[str] = Counter()
    said = Counter(words)
    for word in said.keys() & LANGUAGES_OF.keys():
        times = said[word]
        # A word that several languages share tells less.
        codes = LANGUAGES_OF.get(word, ())
        for code in codes:
            counts[code] += times * (2 if len(codes) == 1 else 1)
    for code, letters in TELLING.items():
        counts[code] += sum(sample.count(letter) for letter in letters) // 4
    if not counts:
        return "en"
    code, score = max(counts.items(), key=lambda item: item[1])
    if score < LEAST_SHARE * len(words) or score < counts["en"] * 1.2:
        return "en"
    return code


def _is_plainly_english(sample: str) -> bool:
    """Whether English leaves no other language a chance, by the words that stand between blanks."""
    counts: Counter[str] = Counter()
    for word, times in Counter(filter(LANGUAGES_OF.__contains__, sample.lower().split())).items():
        for code in LANGUAGES_OF[word]:
            counts[code] += times
    english = counts.pop("en", 0)
    return english >= PLAINLY and english > PLAINLY_RATIO * max(counts.values(), default=0)


def _by_script(sample: str) -> str | None:
    """The language that the script alone gives away; None for Latin letters."""
    signs = signs_of(sample)
    if SCRIPTS_RE.search(signs) is None:
        return None
    letters = max(1, sum(map(str.isalpha, sample)))
    for code, pattern in SCRIPT_RES:
        found = len(pattern.findall(signs))
        # Chinese and Japanese say in one sign what takes Latin letters five.
        if found * (3 if code in ("ja", "ko", "zh") else 1) < SCRIPT_SHARE * letters:
            continue
        if code == "ar" and PERSIAN_RE.search(sample):
            return "fa"
        if code != "cyrillic":
            return code
        if len(UKRAINIAN_RE.findall(sample)) * 50 > found:
            return "uk"
        return "ru" if RUSSIAN_RE.search(sample) or not BULGARIAN_RE.search(sample) else "bg"
    return None
