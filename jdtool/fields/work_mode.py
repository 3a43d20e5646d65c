"""Where the work is done: remote, hybrid, onsite, or flexible (the worker may choose)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from jdtool import patterns
from jdtool.model import FENCED, Evidence, Finding, Outline, Passage, WorkMode
from jdtool.places import PLACE_LINE_LIMIT, field_end
from jdtool.scanner import triggers
from jdtool.wording import Cue, holds, is_terms, labelled, passages_with

TRIGGERS = triggers(
    "remot", "hybrid", "híbrid", "on-site", "onsite", "office", "in-person", "from home", "home-based", "wfh",
    "telecommut", "telework", "anywhere", "flexible work", "flexible approach", "work model", "vor ort", "mobile",
    "télétravail", "sur site", "présentiel", "teletrabajo", "presencial", "thuis", "op locatie", "time zone",
    "timezone", "business hours",
)  # fmt: skip
# What a header line or the value of a label may say besides.
LINE_TRIGGERS = triggers(
    *TRIGGERS.words, "home", "worldwide", "hq", "headquarter", "mobil", "hause", "büro", "bureau", "oficina", "kantoor"
)
TAG_TRIGGERS = triggers(
    *(f"{tag}{mode}" for tag in ("li-", "l1-", "li", "l1") for mode in ("remote", "hybrid", "on-site", "onsite"))
)
TAG_RE = patterns.compile(
    r"(?<![A-Za-z])L[I1][ _-]?(?P<mode>REMOTE|HYBRID|ON-?SITE)", re.IGNORECASE
)  # "#LI-REMOTE", "LI-Onsite", "LI-REMOTEOur Commitment"

LABEL_RE = patterns.compile(
    r"""
    ^[^\w\n]{0,6}
    (?: (?:job|work(?:ing|place)?|office|primary|available|role|position)[ ]
        (?:locations?|place|mode|model|type|arrangements?|set-?up|site|style|flexibility|policy)
      | (?:work)?locations?(?:[ ]type)? | workplace | remote(?:[ ](?:status|work|policy|type|employment))? | based
      | (?:arbeits|einsatz|stand)ort | arbeitsmodell | modalidad | ubicación | lieu | (?:werk)?locatie )
    [ *_]{0,4}(?::[ *_]{0,4}|\|[ ]{0,2}|$)
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)  # "Location: Remote - US", "Workplace type" on a line of its own
LABEL_WORDS = triggers(
    "location", "locatie", "workplace", "remote ", "based ", "arbeitsort", "einsatzort", "standort", "arbeitsmodell",
    "modalidad", "ubicación", "lieu ",
    *(
        f"{first} {second}"
        for first in ("job", "work", "working", "office", "primary", "available", "role", "position")
        for second in ("place", "mode", "type", "arrangement", "set-up", "setup", "site", "style", "flex", "policy")
    ),
)  # fmt: skip

# The same label inside a line whose breaks are lost: "... Pay rise Place of Work: HybridCompany".
INLINE_LABEL_RE = patterns.compile(
    r"""
    (?: (?<![A-Za-z]) | (?<=[a-z])(?=[A-Z]) )
    (?: [Ww]ork(?:place|ing)?[ ](?:[Tt]ype|[Mm]odel?|[Ss]tyle|[Aa]rrangements?|[Ss]etting|[Ll]ocations?|[Ff]lexibility
        |[Pp]attern) | (?:Job[ ])?Locations?(?:[ ]Type)? | Place[ ]of[ ][Ww]ork | Remote[ ]?(?=[:?]) | Arbeitsmodell )
    [ ]?[:?]?[ *_]{0,3}
    """,
    re.VERBOSE,
)
INLINE_TRIGGERS = triggers(
    "location", "place of work", "arbeitsmodell",
    *(
        f"{first} {second}"
        for first in ("work", "workplace", "working")
        for second in ("type", "mode", "style", "arrangement", "setting", "flexib", "pattern")
    ),
)  # fmt: skip
REMOTE_LABELS = ("Remote:", "Remote :", "Remote?", "Remote ?")
INLINE_REACH = 40  # characters from such a label to its mode: "Location: Kassel, Germany (hybrid)"

PLACE_WORD_RE = patterns.compile(
    r"""
    (?<![\w-])
    (?: (?P<remote> remote(?:ly)? | work[ ]from[ ](?:home|anywhere) | WFH | home[ -]based | telework
      | telecommute | (?:im|aus[ ]dem)[ ]home[ -]?office | (?:en[ ])?remoto | télétravail | teletrabajo )
      | (?P<hybrid> hybrid[es]{0,2} | híbrid[oa] )
      | (?P<onsite> on[ -]?site | in[ -](?:the[ ])?office | in[ -]person | vor[ ]Ort | presencial
        | office[ -]based | work[ ]from[ ](?:the[ ])?office | sur[ ]site | en[ ]présentiel | op[ ]locatie ) )
    (?! (?-i:[a-z]|[A-Z]{2}) | [ -](?:sensing|access|support|monitoring|control|systems?|desktop|servers?|teams?|operations
      |cloud|apps?|mobile
        |infrastructure|vehicles?|casual|electric|integration|search|networks?|multi|it|services?|manager
          |technician|customer
        |field|deposition|patient|care|health|learning|proctor|interview|visit|hands|pilot)\b )
    """,
    re.VERBOSE | re.IGNORECASE,
)  # in a place or title line: "Berlin (hybrid)", "Remote Python Developer"; never "Remote Sensing"
PROSE_RE = patterns.compile(r"[a-z]{2}[.!?]$|(?:\b[a-z]{2,} ){5}")  # a sentence that stands among the header lines
ANYWHERE_RE = patterns.compile(
    r"\W{0,3}(?:anywhere(?: in the world)?|worldwide|home[ -]?office)\W{0,3}$", re.IGNORECASE
)
EITHER_RE = patterns.compile(r"\bor\b|[/;&]|\bund\b|\boder\b", re.IGNORECASE)  # "Remote (Europe) or hybrid (Utrecht)"

BARE_RE = patterns.compile(
    r"""
    [\W_]{0,4}(?:fully[ ]|100[ ]?%[ ])?(?:(?P<remote>remote)|(?P<hybrid>hybrid)|(?P<onsite>on-?site
      |in[ -]office|in[ -]person))[\W_]{0,4}$
    """,
    re.VERBOSE | re.IGNORECASE,
)  # a line that says "Hybrid" and no more, as job boards show it
MAX_BARE = 24  # characters of such a line
PARENTHESIS_RE = patterns.compile(
    r"\((?:fully |100 ?% )?(?:(?P<remote>remote)|(?P<hybrid>hybrid)"
    r"|(?P<onsite>on-?site))(?=[ ,;:)/–—-])(?! (?:sens|team|or |work))",
    re.IGNORECASE,
)  # "based in midtown (hybrid)"

CHOICE_RE = patterns.compile(
    r"""
    (?<![\w-])
    (?: remote(?:ly)?,?(?:[ ]or[ ]|[ ]?/[ ]?|[ -]{0,2}oder[ ])(?:in[ ]a[ ]|from[ ])?(?:hybrid|on-?site|in[ -](?:the[ ]|our[ ]
      |an[ ])?office|office)
      | (?:hybrid|on-?site|(?:in[ -](?:the[ ]|our[ ])?)?office(?:[ ]location)?),?(?:[ ]or[ ]|[ ]?/[ ]?)(?:fully[ ]
        |100[ ]?%[ ])?(?:working[ ])?remote(?:ly)?
      | ,[ ]or[ ]remotely[ ](?:with)?in | offices[ ]or[ ]remotely | [ ]oder[ ](?:aus[ ]dem|im)[ ]home[ -]?office | remote[ ]oder[ ](?:im[ ]Büro|vor[ ]Ort)
      | im[ ]Büro[ ]oder[ ](?:im[ ])?(?:home[ -]?office|remote) | home[ -]?office[ ]oder[ ](?:im[ ])?Büro
      | (?-i:[A-Z])\w{2,15}[ ]or[ ](?:fully[ ])?remote(?=[ ]?[(.])
      | both[ ]remote[ ]and[ ](?:hybrid|on-?site|in-person|office)
      | remote,[ ](?:hybrid,?|onsite,?|on-site,?)[ ](?:or|and|&|oder)[ ](?:hybrid|on-?site|flexible|arbeiten
        |in[ -](?:the[ ])?office|office)
      | hybrid,[ ](?:at|in)[ ]the[ ]office,?[ ]or[ ]remote
      | (?:work(?:ing)?[ ]from|at)[ ]home[ ]or[ ](?:in|from|at)[ ](?:the|our|an)[ ]office )
    (?!\w|[ -](?:team|first))
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "remote or hybrid", "onsite/remote", "at our Reno office, or remotely within the US"

NOT_REMOTE_RE = patterns.compile(
    r"""
    (?<!\w)
    (?: (?:no|not|isn['’]?t|cannot[ ]be|non)[ -]
        (?:(?:a|an|be|currently|eligible|open|available|considered|offered|suitable|for|to|as|fully|100[ ]?%
          |full)[ -]){0,4}
        (?:remote|work(?:ing)?[ ]from[ ]home|telework|telecommut\w{1,3})
      | remote[ ](?:work(?:ing)?[ ]|positions?[ ]|options?[ ]|roles?[ ]|candidates?[ ]|applicants?[ ]){0,2}
        (?:(?:is|are|will[ ]be)[ ]not|isn['’]?t|aren['’]?t|not|will[ ]not|won['’]?t|cannot)\b
      | remote(?:ly)?[ ]?[:?][ ]?no?\b )
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "this is not a remote position", "remote work is not available", "Remote: no"

NUMBER = r"(?:\d|one|two|three|four|five)(?:[ ]?[-–—/][ ]?|[ ](?:to|or)[ ])?(?:\d|two|three|four|five)?\+?"
OFFICE = r"(?:office|on-?site|on[ ]site|in[ -]person|hq|headquarters)"
OFFICE_DAYS_RE = patterns.compile(
    rf"""
    (?<![\w-])
    (?: (?P<days>{NUMBER})[ ]?(?:x|(?:(?:full|set|fixed|common|anchor|core|in-office|office|on-?site)
      [ ]){{0,2}}(?:days?|times?))
        (?:[ ]?(?:a|per|each|every|/)[ ]?week|[ ]weekly)?,?[ ]?
        (?:(?:in[ -]|at[ ]|from[ ]|of[ ]|out[ ]of[ ]|working[ ]|work[ ]|based[ ]|required[ ]|into[ ]|to[ ])
           (?:(?!home|remote)[\w'’,&]{{1,14}}[ -]){{0,5}}?)?{OFFICE}\b
      | (?:in[ -]|into[ ]|to[ ])?(?:the[ ]|our[ ]|an[ ])?(?:\w{{3,15}}[ ])?{OFFICE}(?:[ ](?:presence
        |attendance|work|in[ ]\w{{3,15}}))?
        [ ,:(–—-]{{1,3}}(?:(?:at[ ]least|around|about|approximately|minimum|a|of|for|up[ ]to|on|min\.?)
          [ ]){{0,4}}
        (?P<after>{NUMBER})[ ]?(?:x|(?:full[ ])?(?:days?|times?))(?:[ ]?(?:a|per|each|every|/)[ ]?week
          |[ ]weekly|\b) )
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "2-3 days a week in the office", "on-site in Leeds, 5 days", "in office three days a week"
SHARED_TIME_RE = patterns.compile(
    r"""
    (?<![\w-])
    (?: (?:half|[3-8]0[ ]?%)[ ]of[ ](?:their|your|the|our)[ ](?:work(?:ing)?[ ])?time[ ](?:is[ ])?(?:in|at)
      [ ](?:their|your|the|an|our)?[ ]?(?:\w{3,12}[ ])?office
      | (?:\d|one|two|three|four)(?:[ ]?[-–—][ ]?\d)?[ ]days?(?:[ ](?:a|per|each)
        [ ]week)?[ ](?:of[ ])?(?:remote|from[ ]home|at[ ]home|working[ ]from[ ]home|WFH|home[ ]?office)(?!\w
        |[ ](?:per|a)[ ]year)
      | work(?:ing)?[ ](?:from[ ]home|remote(?:ly)?)[ ](?:for[ ]|up[ ]to[ ]|on[ ]){0,2}(?:[1-4]|one|two|three
        |four|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?)\b(?![ ]?(?:weeks?|months?|[-–—][ ]?fri|(?:to|through)[ ]fri))
      | (?:\d|one|two|three|four)[ ](?:remote|home[ ]?office|WFH)[ ]days?(?![ ](?:per|a)[ ]year)
      | in[ ](?:the|our|your|their)[ ](?:assigned[ ]|local[ ])?office[ ](?:on|every)[ ](?:mon|tues|wednes|thurs|fri)day
      | two[ ]office[ ]days | in-?office[ ]and[ ](?:telecommut|telework|remote|work[ ]from[ ]home)\w{0,3}
      | mix[ ]of[ ](?:home|remote|office)[ ](?:and|&)[ ](?:office|remote|home)
      | split[ ](?:your[ ])?time[ ]between[ ](?:home|the[ ]office) )
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "at least half of their time in the office", "two days from home", "working from home on Fridays"

DAY = r"(?:[1-4]|einen?|einem|zwei|drei|vier|deux|trois|dos|tres|twee|drie)"
HOME = r"(?:home[ -]?office|remote|mobil|von[ ]zu[ ]?hause|télétravail|teletrabajo|en[ ]remoto|thuis)"
FOREIGN_DAYS_RE = patterns.compile(
    rf"""
    (?<![\w-])
    (?: {DAY}(?:[ ]?[-–/][ ]?[1-5]|[ ]bis[ ]\w{{1,4}}|[ ]?x)?[ ]?(?:tagen?|jours?|(?:(?<=\d)|(?<=\d[ ]))j\b\.?|d[íi]as|dag(?:en)?)[ ]
        (?:(?:pro|die|in[ ]der|par|per)[ ](?:woche|semaine|week)[ ]|a[ ]la[ ]semana[ ]){{0,1}}
        (?:(?:im|ins|in|de|en|am|aus|dem|la|op|sur|au)[ ]){{0,2}}(?:{HOME}|büro|bureau|oficina|kantoor|presencial\w{{0,2}})
      | (?:home[ -]?office|mobile[sn]?[ ]arbeiten|télétravail|teletrabajo|thuiswerken)[ :(–-]{{1,3}}
        (?:(?:an|bis|zu|jusqu['’]à|hasta|tot|möglich|de)[ ]){{0,4}}{DAY}[ ]?(?:tag|jour|(?:(?<=\d)|(?<=\d[ ]))j\b|d[íi]as|dag)
      | {DAY}[ ](?:home[ -]?office|remote)-tage
      | (?:teilweise|anteilig\w{{0,3}}|partiell?|gedeeltelijk|parcialmente)[ ](?:(?:im|in|auch|en)[ ]){{0,2}}{HOME}
      | (?<!\d)[2-8]\d[ ]?%[ ](?:im[ ]|de[ ]|en[ ])?(?:home[ -]?office|remote|télétravail|teletrabajo) )
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "mit 2 Tagen Homeoffice", "3 jours de télétravail", "twee dagen per week thuis", "teilweise im Homeoffice"
FOREIGN_REMOTE_RE = patterns.compile(
    r"""
    (?: (?:100[ ]?%|vollständig|komplett|dauerhaft|rein|ausschließlich|deutschlandweit|bundesweit|full)[ -]?
        (?:(?:im|in|en|aus|dem|deutschlandweit)[ ]){0,3}
        (?:home[ -]?office|remote|mobiles[ ]arbeiten|télétravail|teletrabajo)
      | (?<!\w)(?:100[ ]?%|totalmente|trabajo|trabalho|de[ ]forma)[ ](?:de[ ]forma[ ])?remot[oa]
      | (?<!\w)9\d[ ]?%[ ](?:im[ ])?(?:home[ -]?office|remote)
      | (?<!\w)(?:aus[ ]dem[ ]home[ -]?office|volledig[ ](?:thuis|remote)|100[ ]?%[ ]thuis) )
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "zu 100% im Homeoffice", "Full remote", "100 % en télétravail"; glued too: "100%Remotezu besetzen"
# A benefit that says no more than that one may work from home: the office stays the rule.
FOREIGN_HOME_RE = patterns.compile(
    r"""
    (?<![\w-])
    (?: homeoffice(?!\w) | ^\W{0,4}home[ -]office\W{0,4}$
      | home[ -]?office[ -]{0,3}(?:möglich\w{0,6}|option\w{0,2}|regelung\w{0,2}|anteil\w{0,2}|tage?|nach[ ]|und[ ])
      | (?:möglichkeit|option)[ ](?:zum|zu|auf|von|für)[ ](?:home[ -]?office|remote)
      | mobile[sn]?[ ]arbeit(?:en)? | remote-arbeit(?:en)? | remote[ ](?:zu[ ])?arbeiten
      | télétravail | teletrabajo | thuis[ ]?(?:te[ ])?werken )
    (?!\w)
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)  # "Homeoffice-Möglichkeit", "- Home Office", "télétravail possible"

REMOTE_ROLE_RE = patterns.compile(
    r"""
    (?<![\w-])
    (?: (?:fully[ -]|100[ ]?%[ -]?|completely[ ]|full-time[ ])?(?:remote|work[ -]from[ -]home|home[ -]based
      |telecommute)(?:-based)?,?[ ](?:\w{1,12}[ ]){0,2}?(?:role|position|job|opportunity|vacancy|contract)
      (?![\w-])
      | remote(?:ly)?[ ](?:within|from|anywhere|across)(?!\w) | remote(?:ly)?[ ]in[ ](?:the[ ])?(?-i:(?=[A-Z]))
      | (?:fully|100[ ]?%|completely|entirely|permanently|is|be)[ -](?:fully[ ]|100[ ]?%[ ])?(?:remote
        |telework)(?:ly)?(?![ -](?:teams?|sens|support|first)|\w)
      | (?:role|position|job|candidates?|applicants?|you)[ ](?:can|may|will|could)[ ](?:be[ ])?(?:work(?:ing
        |ed)?[ ]|performed[ ]|done[ ]|based[ ])(?:fully[ ]|100[ ]?%[ ]|completely[ ])?(?:remotely
        |from[ ](?:anywhere|home|your[ ]home|wherever))
      | (?:100[ ]?%|fully)[ ](?:work[ ]from[ ]home|WFH)
      | open[ ]to[ ](?:fully[ ])?remote | remote[ ]eligible | work[ ]anywhere[ ]company )
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "this is a fully remote position", "the role can be performed from home"
REMOTE_OFFER_RE = patterns.compile(
    r"""
    (?<![\w-])
    (?: remote[ -](?:first|friendly|only) | (?:all|fully)[ -]remote[ ,]{1,2}(?:\w{3,15}[ ,]{1,2}){0,2}?(?:team
      |company|environment|culture) | remote[ ](?:and|&)[ ]flexible[ ]work\w{0,3}
      | remote[ ]work(?:ing)?(?:[ ](?:options?|policy|set-?up|arrangements?|possible|opportunit\w{1,4}
        |available|flexibility|model|from))?
      | (?:work|working)[ ](?:remotely|from[ ]anywhere|from[ ]home|from[ ]wherever|where[ ]you)(?![ ]or[ ])
        | WFH(?![ ](?:stipend|budget|allowance|set))
      | remote[ ]options? )
    (?!\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "Remote-first", "work from home"
REMOTE_COMPANY_RE = patterns.compile(
    r"(?<![\w-])(?:remote[ -]first|remote by design|a remote company|(?:all|fully|100 ?%)[ -]remote"
    r"(?:, [\w-]{2,15}){0,2},? (?:[\w-]{3,15} ){0,2}(?:company|companies|team|organi[sz]ation))(?!\w)",
    re.IGNORECASE,
)  # what an employer says of itself: "we are a remote-first company"
HYBRID_RE = patterns.compile(
    r"""
    (?<![\w-])
    (?: hybrid\w{0,2}[ /-](?:(?:and|or|remote|office|in-office|flexible|first|home|full[ -]time)
      [ /-]{1,2}){0,2}
        (?:(?:tele)?work\w{0,7}|roles?|positions?|jobs?|schedules?|policy|set-?up|arrangements?|office
          |capacity|opportunity|pattern|options?|contract|arbeit\w{0,4}|company|culture)(?![ ](?:force
          |flows?|loads?)|\w)
      | hybrid\w{0,2}[ ](?:model|mode|basis|format|approach|environment|setting)[ ](?:of|with|that[ ]|where|in[ ]our
        |in[ ]the[ ]office|in[ ](?-i:[A-Z])\w{2,15}[ ]office|from[ ](?:our|an[ ]office)|here[ ]in|alongside)
      | (?:in|on|to)[ ](?:a[ ])?hybrid[ ](?:setting|mode|basis) | (?:ability|able)[ ]to[ ]be[ ]hybrid
      | (?:is|be|work|working|works)[ ](?:a[ ])?hybrid(?=[ ]?[.,;:(]|[ ](?:in|with|from|at|out)\b|$)
      | hybrid[ ]?\([^)]{0,60}(?:days?|office|home|remote)
      | (?:flexible|our|a)[ ]hybrid[ ]model(?![ ](?:of[ ]care|architect))
      | flexible[ ](?:hybrid|home[ ]?office) | hybride[snr]?[ ]Arbeit\w{0,12} | hybrid[ ]arbeiten | arbeitest[ ]du[ ]hybrid
      | Hybrid[ ]&[ ]Flexibel | hybride?[ ](?:te[ ])?werk\w{0,4} | (?:travail|mode)[ ](?:de[ ]travail[ ])?hybride
      | (?:modelo|modalidad|trabajo|formato)[ ](?:de[ ]trabajo[ ])?híbrid[oa] )
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "Hybrid working model", "this role is hybrid"
ONSITE_RE = patterns.compile(
    r"""
    (?<![\w-])
    (?: (?:fully|100[ ]?%|strictly|currently|currently[ ]works)[ ]?(?:on-?site|on[ ]site
      |in[ -](?:the[ ])?office|in[ -]person)(?!\w)
      | (?:is|are|be|works?|working|performed)[ ](?:a[ ]|an[ ]|fully[ ]|physically[ ]|100[ ]?%[ ]?
        |currently[ ]|strictly[ ]){0,3}(?:on-?site|on[ ]site|in[ -](?:the[ ])?office|in[ -]person
        |office-based)(?=[ ]?[.,;:(/]|[ ](?:in|at|from|only|full|role|position|job|five|5|every[ ]day|100
        |and[ ](?:works?|requires|full))\b|$)
      | (?:on-?site|office-based|in-office|in-person)[ ](?:role|position|job|contract|opportunity|only)
        (?!\w)
      | on-?site[ ](?:presence|attendance)[ ]is[ ](?:required|mandatory) | (?:on-?site|in-person)[ ]in[ ](?-i:(?=[A-Z]))
      | (?:ausschließlich|nur)[ ]vor[ ]Ort | 100[ ]?%[ ](?:vor[ ]Ort|présentiel|presencial|op[ ](?:locatie|kantoor)) )
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "this position works on-site only", "on-site in Leeds"
FIRM_RE = patterns.compile(
    r"""
    (?<!\w) this[ ](?:is|(?:role|position|job)[ ](?:is|will[ ]be|requires))
    [ ](?:(?!not|remote|or)[\w-]{1,12},?[ ]){0,5}?(?:hybrid|on-?site|in-office|in-person)(?!\w|[ /]{1,3}(?:or|remote))
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "this is a hybrid position", "this role is fully on-site"
WEEKLY_RE = patterns.compile(r"week|days|/[ ]?w", re.IGNORECASE)  # not "3 times a month"
FLEXIBLE_RE = patterns.compile(
    r"""
    (?<![\w-])
    (?: flexible[ ]work(?:ing|place)?[ ](?:model|locations?|place)
      | flexible[ ]approach[ ]to[ ](?:living[ ]and[ ])?work(?:ing)?
      | progressive[ ]work[ ]model | flexible[ ](?:first[ ])?workplace )
    (?!\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "Flexible work model (PinFlex)", "our flexible approach to living and working"

# Limits of a remote job that no list of countries can hold: parts of the world and time zones.
AREA_RE = patterns.compile(
    r"(?i:remote)(?i:ly)?[^.\n|;]{0,25}?(?<![\w-])(?P<area>EMEA|Europe(?:an Union)?|EU|EEA|L[Aa][Tt][Aa][Mm]|Latin America"
    r"|(?:North|South|Central) America|Americas|APAC|Asia|Africa|MENA|DACH|Nordics|Benelux)(?![\w-]| (?:team|market|customer))"
)  # "Remote (EMEA)", "fully remote in Europe"
ZONE = (
    r"(?:(?:US|U\.S\.|North|East|West|United|Canadian)[ ])?(?:[ECMP][SD]?T|CEST|CET|EET|GMT|UTC|BST|IST|US|EU|EMEA|APAC"
    r"|(?i:States|American?|Americas|Canada|European?|Pacific|Eastern|Central|Mountain|Coast|Indian?|Asian?|Australian?))"
)
SHIFT = r"(?:[ ]?(?:\+/-|[+±−-])[ ]?\d{1,2})"
ZONE_RE = patterns.compile(
    rf"""
    (?<![\w-])
    (?: {ZONE}{SHIFT}?(?:(?:[ ]or[ ]|[ ]to[ ]|[ ]?/[ ]?){ZONE}{SHIFT}?){{0,3}}(?:[ ](?i:standard))?(?:[ ](?i:time))?
        [ -](?i:time[ -]?zones?|timezones?|(?:business|working|office)[ ]hours)
      | (?:UTC|GMT|CET|EST|ET|PT){SHIFT}(?:(?:[ ]to[ ]|[ ]?[-–/][ ]?)(?:UTC|GMT|CET)?{SHIFT}?){{0,1}} )
    (?!\w)
    """,
    re.VERBOSE,
)  # "in the US Pacific time zone", "EST or CST business hours", "Remote (CET ±3)"

# What takes the force out of a sentence: exceptions, questions, other people's mode of work.
CONDITION_RE = patterns.compile(
    r"""
    \b(?: unless | for[ ]certain[ ]roles | some[ ](?:roles|teams|positions|of[ ]our) | occasional(?:ly)?[ ](?:remote|work|home|telework|on-?site|in-?office)
      | if[ ]you[ ](?:are|live)
      | experience[ ] | emergenc | in[ ]case | interview | (?:cannot|can['’]?t|do[ ]not|don['’]?t|not)
        [ ](?:offer|support|accept|consider)
      | with[ ]remote | ausstattung | zuschuss | equipment | (?:times?|days?)[ ](?:a|per|each)[ ]month | \d[ ]?%[ ]of[ ](?:\w+[ ]){0,3}(?:team|employees|members) | days?[ ](?:a|per)[ ]year
        | weeks?[ ](?:a|per|each|every)[ ]year | annually )
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "unless formally approved to work fully remotely", "remote work up to 30 days a year"

# A form's question to the applicant: "Are you able to work on-site in Leeds?"; not "Are you looking for a remote job?".
QUESTION_RE = patterns.compile(
    r"[\W\d_]{0,8}(?:(?:are|would|will)[ ]you[ ](?:be[ ])?(?:able|willing|comfortable|open|located|based|available|prepared)"
    r"|(?:do|can|could|will)[ ]you[ ](?:currently[ ])?(?:live|reside|commute|have|work|travel|agree))\b[^?]{0,300}\?\W{0,4}$",
    re.IGNORECASE,
)

AFAR = ("remot", "home", "tele")
NOT_REMOTE = Cue(NOT_REMOTE_RE, (AFAR, ("no", "n't", "n’t", "isnt", "arent", "wont", ":n", ": n", "?n", "? n")))
CHOICE = Cue(CHOICE_RE, (AFAR, (" or ", "/", "oder ", " and ", "&")))
OFFICE_DAYS = Cue(OFFICE_DAYS_RE, (("office", "site", "person", "hq", "headquarters"), ("day", "time", "x")))
SHARED_TIME = Cue(
    SHARED_TIME_RE,
    (
        (*AFAR, "office", "wfh"),
        ("day", " time ", "from home ", "work remote", "working remote", "office and ", "mix of "),
    ),
)
FOREIGN_DAYS = Cue(
    FOREIGN_DAYS_RE,
    (
        (*AFAR, "mobil", "hause", "télé", "thuis", "büro", "bureau", "oficina", "kantoor", "presencial"),
        ("tag", "jour", "días", "dias", "dag", "teilweise", "anteilig", "partiel", "gedeeltelijk", "parcialmente", "%",
         *(f"{day}{gap}j" for day in range(1, 6) for gap in ("", " "))),
    ),
)  # fmt: skip
FOREIGN_REMOTE = Cue(
    FOREIGN_REMOTE_RE,
    (
        (*AFAR, "mobiles", "télé", "thuis"),
        ("%", "vollständig", "komplett", "dauerhaft", "rein", "ausschließlich", "weit", "full", "totalmente",
         "trabajo", "trabalho", "de forma", "aus dem", "volledig"),
    ),
)  # fmt: skip
HYBRID = Cue(HYBRID_RE, (("hybrid", "híbrid", "flexible home"),))
ONSITE = Cue(
    ONSITE_RE,
    (("site", "in office", "in-office", "the office", "office-b", "person", "vor ort", "présent", "presenc", "op "),),
)
FIRM_STATEMENT = Cue(FIRM_RE, (("this ",), ("hybrid", "site", "office", "person")))
REMOTE_ROLE = Cue(REMOTE_ROLE_RE, ((*AFAR, "anywhere", "wherever", "wfh"),))
REMOTE_OFFER = Cue(REMOTE_OFFER_RE, ((*AFAR, "anywhere", "wherever", "where you", "wfh"),))
FOREIGN_HOME = Cue(FOREIGN_HOME_RE, (("home", "arbeit", "option", "möglichkeit", "télé", "tele", "thuis"),))
FLEXIBLE = Cue(FLEXIBLE_RE, (("flexible ", "progressive "),))
ZONES = Cue(
    ZONE_RE,
    (("zone", "hours", "utc", "gmt", "cet", *(f"t{gap}{sign}" for gap in ("", " ") for sign in ("+", "-", "±", "−"))),),
)

# The strengths of evidence, safest first.
TAG, PLACE, FIRM, STATEMENT, OFFER, BOILERPLATE = range(6)
RULES: tuple[tuple[int, WorkMode, Cue, str], ...] = (
    (STATEMENT, "flexible", CHOICE, "work-mode-choice"),
    (STATEMENT, "hybrid", SHARED_TIME, "work-mode-shared-time"),
    (STATEMENT, "hybrid", FOREIGN_DAYS, "work-mode-shared-time"),
    (STATEMENT, "remote", FOREIGN_REMOTE, "work-mode-sentence"),
    (STATEMENT, "hybrid", HYBRID, "work-mode-sentence"),
    (STATEMENT, "onsite", ONSITE, "work-mode-sentence"),
    (STATEMENT, "remote", REMOTE_ROLE, "work-mode-sentence"),
    (OFFER, "remote", REMOTE_OFFER, "work-mode-offer"),
    (OFFER, "hybrid", FOREIGN_HOME, "work-mode-offer"),
    (BOILERPLATE, "flexible", FLEXIBLE, "work-mode-boilerplate"),
)
FULL_WEEK = frozenset({"5", "five"})
# Modes that one posting may state side by side: a hybrid job is partly onsite, and the finer word wins.
COMPATIBLE = frozenset(
    {frozenset({"hybrid", "onsite"}), frozenset({"hybrid", "flexible"}), frozenset({"remote", "flexible"})}
)


class Sighting(NamedTuple):
    """A work mode seen in a passage; the lower the rank, the safer."""

    rank: int
    mode: WorkMode
    evidence: Evidence


def find_work_mode(outline: Outline) -> tuple[Finding[WorkMode] | None, list[str]]:
    """The work mode by its safest evidence (tag, place line, sentence, offer, boilerplate), or None.

    With it warnings: where tags, place lines or sentences state modes that exclude each other, and where a remote
    job is limited to a part of the world or a time zone.
    """
    passages = list(passages_with(outline, TRIGGERS, skip=frozenset({"related"})))
    sightings = _sightings(outline, passages)
    chosen = _choose(sightings)
    if chosen is None:
        return None, []
    limits = _limits(passages) if chosen.value == "remote" else []
    return chosen, [*_conflicts(chosen, sightings), *limits]


def _limits(passages: list[Passage]) -> list[str]:
    """A warning for the part of the world and one for the time zone that a remote job is limited to."""
    found: dict[str, str] = {}
    for passage in passages:
        if passage.section in FENCED:
            continue
        low = passage.text.lower()
        if "remot" in low and (match := AREA_RE.search(passage.text)):
            found.setdefault("area", f"work mode: remote only within {match['area']}")
        if match := ZONES.search(passage.text, low):
            found.setdefault("zone", f"work mode: bound to a time zone: {match[0]!r}")
    return list(found.values())


def _conflicts(chosen: Finding[WorkMode], sightings: list[Sighting]) -> list[str]:
    for sighting in sightings:
        if sighting.rank <= STATEMENT and sighting.mode != chosen.value:
            if frozenset({sighting.mode, chosen.value}) in COMPATIBLE:
                continue
            return [
                f"work mode: read as {chosen.value} ({chosen.evidence[0].text!r}), "
                f"but the text also says {sighting.evidence.text!r}"
            ]
    return []


def _choose(sightings: list[Sighting]) -> Finding[WorkMode] | None:
    if not sightings:
        return None
    best = min(sighting.rank for sighting in sightings)
    ranked = [sighting for sighting in sightings if sighting.rank == best]
    modes = {sighting.mode for sighting in ranked}
    firm = [sighting for sighting in sightings if sighting.rank == FIRM]
    if best == PLACE and firm and len(modes) == 1 and modes <= {"remote", "onsite"}:
        # A board's "Remote" or "On-site" above "this is a hybrid position, three days a week in our office".
        ranked, modes = firm, {sighting.mode for sighting in firm}
    mode = ranked[0].mode
    if modes == {"hybrid", "onsite"} or (best >= FIRM and {"hybrid", "remote"} <= modes):
        mode = "hybrid"
    elif best in (TAG, PLACE) and "flexible" in modes:
        mode = "flexible"
    return Finding(mode, [sighting.evidence for sighting in ranked if sighting.mode == mode][:3])


def _sightings(outline: Outline, passages: list[Passage]) -> list[Sighting]:
    seen = list(_place_lines(outline, passages))
    for passage in passages:
        text = passage.text
        if "?" in text and QUESTION_RE.match(text):
            continue
        if outline.scan.meets(TAG_TRIGGERS, passage.start, passage.end):
            for tag in TAG_RE.finditer(text):
                seen.append(Sighting(TAG, _tag_mode(tag["mode"]), passage.cite(tag, "work-mode-tag")))
        low = text.lower()
        if passage.section == "legal":
            # Where paragraphs are glued, "this role is hybrid" may stand beside a notice.
            seen.extend(sighting for sighting in _sentence(passage, low) if sighting.rank <= STATEMENT)
        elif passage.section != "company" or SHARED_TIME.search(text, low):
            seen.extend(_sentence(passage, low))
        else:
            if "remot" in low and (match := REMOTE_COMPANY_RE.search(text)):
                seen.append(Sighting(OFFER, "remote", passage.cite(match, "work-mode-company")))
            if match := FLEXIBLE.search(text, low):
                seen.append(Sighting(BOILERPLATE, "flexible", passage.cite(match, "work-mode-boilerplate")))
    return seen


def _tag_mode(word: str) -> WorkMode:
    return {"r": "remote", "h": "hybrid"}.get(word[0].lower(), "onsite")  # type: ignore[return-value]


def _place_lines(outline: Outline, passages: list[Passage]) -> Iterator[Sighting]:
    """What the header lines and the labelled lines say: "Berlin (hybrid)", "Workplace type: On-site"."""
    lines = [
        (passage, _behind_label(passage.text))
        for passage in passages_with(outline, LINE_TRIGGERS)
        if passage.section in ("header", "tags")
    ]
    lines += labelled(outline, LABEL_RE, LABEL_WORDS)
    for passage, start in lines:
        if end := _place_line_end(passage.text, start):
            yield from _place_words(passage, start, end)
    for passage in passages:
        text = passage.text
        if passage.section not in FENCED and is_terms(text):
            yield from _place_words(passage, 0, len(text))
        if end := field_end(outline, passage):
            yield from _place_words(passage, 0, end)
        if not (outline.scan.meets(INLINE_TRIGGERS, passage.start, passage.end) or holds(text, REMOTE_LABELS)):
            continue
        for label in INLINE_LABEL_RE.finditer(text):
            if match := PLACE_WORD_RE.search(text, label.end(), label.end() + INLINE_REACH):
                between = text[label.end() : match.start()]
                if ":" in label[0] or not between.strip(" (*"):
                    yield from _place_words(passage, label.end(), match.end() + 1)


def _behind_label(text: str) -> int:
    """Where the value begins: the "Remote" of "Remote policy: hybrid" is no mode."""
    label = LABEL_RE.match(text)
    return label.end() if label and label.end() < len(text) else 0


def _place_line_end(text: str, start: int) -> int:
    """Where a line ends that names places, pay and terms; 0 for prose."""
    return len(text) if len(text) <= PLACE_LINE_LIMIT and not PROSE_RE.search(text, start) else 0


def _place_words(passage: Passage, start: int, end: int) -> Iterator[Sighting]:
    text = passage.text
    left = max(0, start - PLACE_LINE_LIMIT)  # the label says it too: "Remote: no"
    low = text[left:end].lower()
    if (match := NOT_REMOTE.search(text, low, left, end)) and "hybrid" not in low:
        yield Sighting(PLACE, "onsite", passage.cite(match, "work-mode-not-remote"))
    elif match := CHOICE.search(text, low, start, end):
        yield Sighting(PLACE, "flexible", passage.cite(match, "work-mode-choice"))
    elif match := OFFICE_DAYS.search(text, low, start, end):
        yield Sighting(PLACE, _by_days(match), passage.cite(match, "work-mode-office-days"))
    elif match := SHARED_TIME.search(text, low, start, end) or FOREIGN_DAYS.search(text, low, start, end):
        yield Sighting(PLACE, "hybrid", passage.cite(match, "work-mode-shared-time"))
    elif match := ANYWHERE_RE.match(text, start, end):
        yield Sighting(PLACE, "remote", passage.cite(match, "work-mode-place"))
    else:
        words = list(PLACE_WORD_RE.finditer(text, start, end))
        modes = {match.lastgroup for match in words}
        between = text[words[0].end() : words[-1].start()] if len(modes) > 1 else ""
        if "remote" in modes and (EITHER_RE.search(between) or ("onsite" in modes and "," in between)):
            # "Austin, TX - Hybrid; United States - Remote", "ONSITE (Reno), REMOTE (US)": it may be had either way.
            span = (words[0].start(), words[-1].end())
            yield Sighting(PLACE, "flexible", passage.cite(span, "work-mode-choice"))
            return
        for match in words:
            yield Sighting(PLACE, match.lastgroup, passage.cite(match, "work-mode-place"))  # type: ignore[arg-type]


def _sentence(passage: Passage, low: str) -> Iterator[Sighting]:
    """What a sentence says of where the work is done."""
    text = passage.text
    if len(text) <= MAX_BARE and (match := BARE_RE.match(text)):
        yield Sighting(PLACE, match.lastgroup, passage.cite(match, "work-mode-line"))  # type: ignore[arg-type]
        return
    if match := NOT_REMOTE.search(text, low):
        # "not a remote-only position, we offer a hybrid model" says hybrid, "not remote" alone says onsite.
        if hybrid := HYBRID.search(text, low):
            yield Sighting(STATEMENT, "hybrid", passage.cite(hybrid, "work-mode-sentence"))
        else:
            yield Sighting(STATEMENT, "onsite", passage.cite(match, "work-mode-not-remote"))
        return
    if match := PARENTHESIS_RE.search(text):
        yield Sighting(STATEMENT, match.lastgroup, passage.cite(match, "work-mode-parenthesis"))  # type: ignore[arg-type]
    if (match := OFFICE_DAYS.search(text, low)) and not _conditional(text, match):
        rank = FIRM if WEEKLY_RE.search(match[0]) else STATEMENT
        yield Sighting(rank, _by_days(match), passage.cite(match, "work-mode-office-days"))
    if match := FIRM_STATEMENT.search(text, low):
        mode: WorkMode = "hybrid" if "hybrid" in match[0].lower() else "onsite"
        yield Sighting(FIRM, mode, passage.cite(match, "work-mode-firm"))
    for rank, mode, cue, rule in RULES:
        if (mode == "onsite" and passage.section == "benefits") or (rank == BOILERPLATE and passage.kind):
            continue  # "On-site only: free lunch"; "You take a flexible approach to work"
        match = cue.search(text, low)
        if match and (rule == "work-mode-shared-time" or not _conditional(text, match)):
            yield Sighting(rank, mode, passage.cite(match, rule))


def _by_days(match: re.Match[str]) -> WorkMode:
    """What days in the office make of the mode."""
    return "onsite" if (match["days"] or match["after"]).lower() in FULL_WEEK else "hybrid"


def _conditional(text: str, match: re.Match[str]) -> bool:
    """Whether the words around the match take its force away; the text may be a paragraph glued into one."""
    return CONDITION_RE.search(text, max(0, match.start() - 80), match.end() + 30) is not None
