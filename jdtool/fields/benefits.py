"""What the posting offers beside pay, as ids."""

from __future__ import annotations

import re
from bisect import bisect_left

from jdtool import patterns
from jdtool.model import Evidence, Finding, Outline, Passage, SectionKind
from jdtool.scanner import triggers
from jdtool.wording import holds, passages_with

# The id of a benefit, the triggers of its pattern (`scanner.triggers`), and its wordings. Bonus, commission and equity are told by `compensation`.
BENEFITS: tuple[tuple[str, str, str], ...] = (
    (
        "health-insurance",
        "health|medical|pmi|bupa|vitality|krankenversich|mutuelle|seguro|zorgverzek|hsa",
        r"""
        (?:health|medical|healthcare)[ ]?(?:care)?(?:,?[ ](?:and[ ]|&[ ])?(?:dental
        |vision)){0,2}[ ,]{0,2}(?:and[ ]|&[ ])?(?:insurance|coverage|cover|plans?|benefits?|premiums?
        |scheme)|health,[ ](?:dental|vision)|medical,[ ](?:dental|vision)|medical[ ]/[ ]?dental
        |medical/dental|(?:private|comprehensive|premium|full|free|great|top-tier|competitive|family
        |paid|extended)[ ](?:medical|health[ ]?care|healthcare)(?![ ](?:system|industr|compan|provider
        |service|data|software|professional))|private[ ](?:health|medical)|PMI|BUPA|vitality
        |krankenversicherung|mutuelle|seguro[ ](?:médico|de[ ]salud)|zorgverzekering
        |health[ ]savings[ ]account|HSA
        """,
    ),
    (
        "dental-insurance",
        "dental",
        r"""
        dental
        """,
    ),
    (
        "vision-insurance",
        "vision|optical|eye care|eye test",
        r"""
        (?:dental[ ,/&]{1,3}(?:and[ ])?|medical[ ,/&]{1,3})vision|vision[ ](?:insurance|coverage|cover
        |plans?|care|benefits?)|vision,[ ](?:dental|life|and)|optical|eye[ ](?:care|tests?)
        """,
    ),
    (
        "life-insurance",
        "life|death in|ad d",
        r"""
        life[ ](?:insurance|assurance|cover)|life[ ]?(?:&|and|,|/)[ ]?(?:AD&?D|disability|critical
        |accident)|death[ ]in[ ]service|AD&D
        """,
    ),
    (
        "disability-insurance",
        "disability|income protection|std ltd",
        r"""
        (?:(?:short|long)[ -]?(?:and[ ]|&[ ]|/)?(?:term)?(?:[ ](?:and|&|/)[ ](?:short
        |long)[ -]?term)?[ -]){1,2}disability|disability[ ](?:insurance|coverage|cover|plans?
        |benefits?|income)|income[ ]protection|STD/LTD
        """,
    ),
    (
        "retirement-plan",
        "401k|401 k|403b|403 b|pension|retirement|rrsp|superannuation|altersvorsorge|pensioen| pers | pers.|"
        "provident fund",
        r"""
        401[ ]?\(?k\)?|403[ ]?\(?b\)?|pension(?!er)|retirement[ ](?:plans?|savings?|benefits?
        |program\w*|scheme|contribution\w*|match\w*)|RRSP|superannuation|betriebliche[ ]altersvorsorge
        |altersvorsorge|pensioenregeling|PERS|provident[ ]fund
        """,
    ),
    (
        "unlimited-pto",
        "unlimited|discretionary|flexible|open pto|open paid|open time|open vacation",
        r"""
        unlimited[ ](?:\w+[ ]){0,2}?(?:PTO|paid[ ]time[ ]off|vacations?|holidays?|time[ ]off|leave
        |days[ ]off|annual[ ]leave)|(?:discretionary|flexible|open)[ ](?:PTO|paid[ ]time[ ]off
        |time[ ]off|vacation)
        """,
    ),
    (
        "paid-time-off",
        "pto|paid time|vacation|holiday|leave|time off| off | off.|urlaub|congés|rtt|vacaciones|vakantie",
        r"""
        PTO|paid[ ]time[ -]off|paid[ ](?:vacations?|annual[ ]leave|leave|days[ ]off)
        |vacation(?:[ ](?:days|time|leave|pay|policy|allowance))|(?:generous|annual|flexible|ample
        |competitive)[ ](?:vacation|holiday|time[ ]off)|annual[ ]leave|\d{2}[ ](?:\w+[ ]){0,3}?(?:days
        |days['’])[ ](?:of[ ])?(?:\w+[ ]){0,2}?(?:holidays?|vacation|annual[ ]leave|leave
        |paid[ ]time[ ]off|PTO|off)|holiday[ ](?:allowance|entitlement|pay)|(?:medical|dental|vision
        |insurance|PTO),[ ]vacation|\d{2}[ ](?:Tage[ ])?(?:Urlaub(?:stage)?|Tage[ ]Urlaub)|urlaubstage
        |congés|RTT|vacaciones|vakantiedagen
        """,
    ),
    (
        "parental-leave",
        "parent|matern|patern|family|caregiver|adoption|elternzeit",
        r"""
        (?:parental|maternity|paternity|family|caregiver|adoption)(?:[ ,/]{1,3}(?:and[ ]
        |&[ ])?(?:parental|maternity|paternity|family|caregiver|adoption|medical
        |bonding)){0,3}[ ](?:leave|pay|benefits?)|(?:new|baby)[ ]parent[ ]leave|elternzeit
        """,
    ),
    (
        "sick-leave",
        "sick",
        r"""
        sick(?:ness)?(?:[ ](?:and[ ]\w+[ ])?(?:leave|days?|time|pay))|paid[ ]sick|sick[ ]?(?:/|&
        |and)[ ]?(?:personal|vacation|safe)
        """,
    ),
    (
        "paid-holidays",
        "holiday",
        r"""
        (?:paid|company|federal|public|bank|floating|statutory|national)[ ](?:company[ ]|federal[ ]
        |public[ ]|national[ ])?holidays?(?![ ](?:pay[ ]rate))|(?:paid[ ]){1}(?:\w+[ ]){0,2}holidays
        """,
    ),
    (
        "flexible-hours",
        "flex|own hours|compressed hours|core hours|gleitzeit|4 day w|four day w|horario|horaire|fluid working",
        r"""
        flex(?:ible|i)?[ -]?(?:work(?:ing)?[ ])?(?:hours?|schedul\w{1,4}|time(?:table)?|working[ ]time
        |start)(?![ ]?off)|flextime|flexitime|(?:flexible|fluid)[ ]working|flexible[ ]arbeitszeit\w*
        |gleitzeit|horaires?[ ]flexibles?|horario[ ]flexible|flexibele[ ](?:werktijden|uren)
        |work[ ]your[ ]own[ ]hours|compressed[ ]hours|4[ -]day[ ](?:work[ ]?)?week
        |four[ -]day[ ](?:work[ ]?)?week|core[ ]hours
        """,
    ),
    (
        "learning-budget",
        "learning|training|education|development|conference|book|course| l d |growth|certif|weiterbildung",
        r"""
        (?:learning|training|education|development|conference|book|course|professional[ ]development
        |personal[ ]development|L&D|growth|certification)(?:[ ](?:and|&
        |/)[ ](?:\w+[ ]){0,2}?(?:development|training|learning|conference\w*|growth|education
        |course\w*))?[ ](?:budget|stipend|allowance|fund|reimbursement|benefit|assistance|support
        |opportunit(?:y|ies)|program(?:s|me|mes)?|resources|subsid\w+)|(?:budget|stipend
        |allowance)[ ]for[ ](?:\w+[ ]){0,3}?(?:learning|training|education|conferences?|courses?|books
        |development)|paid[ ](?:training|certifications?|courses)|weiterbildung\w*|(?:ongoing
        |continuous|regular)[ ](?:training|learning)|career[ ]development[ ](?:opportunit\w+|support
        |program\w*)
        """,
    ),
    (
        "tuition",
        "tuition|student loan|college loan|education assist|education reimb|educational assist|"
        "educational reimb|degree assistance",
        r"""
        tuition|(?:student|college)[ ]loan[ ](?:repayment|assistance|support|reimbursement)
        |education(?:al)?[ ](?:assistance|reimbursement)|degree[ ]assistance
        """,
    ),
    (
        "wellness",
        "wellbeing|well being|wellness|eap|employee assistance|mental|headspace|gesundheitsf|therapy|meditation",
        r"""
        well-?being|wellness|well[ ]being|EAP|employee[ ]assistance[ ]program\w*
        |mental[ ]health[ ](?:\w+[ ]){0,2}?(?:support|benefits?|days?|resources|coverage|program\w*
        |app|platform)|mental[ ](?:health|wellness)[ ]?(?:&|and)|headspace|gesundheitsf\w+
        |therapy[ ]sessions|meditation
        """,
    ),
    (
        "gym",
        "gym|fitness|urban sports|wellpass|multisport|wellhub|sport card|sports card|sport membership|"
        "sports membership|sport subsidy|sports subsidy",
        r"""
        gym(?:pass)?|fitness[ ](?:\w+[ ]){0,2}?(?:membership|stipend|reimbursement|allowance|cent(?:er
        |re)|discount|classes|program\w*|subsid\w*|benefit|budget)|urban[ ]sports(?:[ ]club)?|wellpass
        |EGYM|multisport|wellhub|sports?[ ](?:card|membership|subsidy)
        """,
    ),
    (
        "commuter",
        "commut|transit|transport|season ticket|cycle to|cycle leas|cycle scheme|bike to|bike leas|"
        "bike scheme|job bike|jobbike|job rad|jobrad|job ticket|jobticket|deutschlandticket|"
        "deutschland ticket|bvg|parking|fahrtkosten|reiskosten|bicycle",
        r"""
        commut(?:er|ing)[ ](?:benefits?|subsid\w+|allowance|assistance|pass|reimbursement|support
        |costs|stipend|program)|commute[ ]reimbursement|full[ ]commute|pre-?tax[ ]commut\w+
        |transit[ ](?:pass|benefits?|subsid\w*|stipend)
        |(?:public[ ])?transport(?:ation)?[ ](?:allowance|ticket|pass|subsid\w+|reimbursement|card)
        |season[ ]ticket[ ]loan|(?:cycle|bike)[ -](?:to[ -]work|leasing|scheme)|job[ ]?(?:bike|rad
        |ticket)|deutschland-?ticket|bvg|free[ ](?:\w+[ ])?parking|parking[ ](?:benefit|allowance
        |reimbursement|pass)|fahrtkosten\w*|reiskosten\w*|bicycles?[ ]leas\w+
        """,
    ),
    (
        "meals",
        "lunch|meal|breakfast|snack|food|drinks|coffee|fruit|dinner|beverage|resto|restaurant|kitchen|fridge|"
        "obstkorb|getränke|essenszuschuss|despensa|refeição|vr va",
        r"""
        (?:free|catered|complimentary|daily|company-paid|provided|subsidi[sz]ed|team|weekly
        |paid)[ ](?:\w+[ ,]{1,2}){0,3}?(?:lunch(?:es)?|meals?|breakfasts?|snacks?|food|drinks|coffee
        |fruits?|dinners?|beverages)|lunch(?:es)?[ ](?:provided|allowance|stipend|vouchers?|subsid\w+)
        |meal[ ](?:allowance|vouchers?|tickets?|stipend|subsid\w+|cards?)|ticket[s]?[ ]restaurant
        |tickets?[ ]resto|(?:stocked|snack)[ ](?:kitchens?|bar|fridge)|snacks(?:[ ,](?:and[ ]
        |&[ ])?(?:drinks|coffee|beverages|fruits?))|fruit[ ]basket|obstkorb|kostenlose?[ ](?:getränke
        |snacks)|essenszuschuss|vales[ ]de[ ]despensa|VR/VA|vale[ ]refeição
        """,
    ),
    (
        "home-office",
        "home|wfh|remote|internet|workspace|workstation|equipment|coworking|co working",
        r"""
        (?:home[ -]?office|WFH|work[ -]from[ -]home|remote[ -]?(?:work)?|home[ ]working|internet
        |workspace|workstation|equipment)[ ](?:\w+[ ]){0,2}?(?:stipend|allowance|budget|reimbursement
        |set-?up|equipment|fund|subsidy|support|expenses)|home[ ]office[ ]furniture
        |co-?working[ ](?:space[ ])?(?:stipend|allowance|budget|membership|access)
        """,
    ),
    (
        "stock-purchase-plan",
        "espp|stock purchase|share purchase|share save|share incentive|sharesave|saye",
        r"""
        ESPP|(?:employee[ ])?(?:stock|share)[ ]purchase[ ](?:plan|program\w*|scheme)|share[ ](?:save
        |incentive)[ ](?:plan|scheme)|sharesave|SAYE
        """,
    ),
    (
        "childcare",
        "childcare|child care|daycare|day care|nursery|dependent care|fertility|family planning|"
        "family forming|family building|adoption|kita|kinderbetreuung",
        r"""
        child[ -]?care(?:[ ](?:\w+[ ]){0,2}?(?:vouchers?|support|benefits?|assistance|stipend
        |subsid\w+|allowance|cost\w*|scheme))|(?:backup|back-up|onsite|on-site
        |subsidi[sz]ed)[ ](?:child|day|nursery)[ -]?care|daycare|dependent[ ]care|nursery|fertility
        |family[ ](?:planning|forming|building)|adoption[ ](?:assistance|support)|kita\w*
        |kinderbetreuung
        """,
    ),
    (
        "relocation-assistance",
        "relocation",
        r"""
        relocation[ ](?:\w+[ ]){0,2}?(?:assistance|support|packages?|bonus|allowance|help|stipend
        |budget|benefits?)|help[ ]with[ ]relocation
        """,
    ),
    (
        "visa-support",
        "visa|immigration",
        r"""
        visa[ ](?:and[ ]relocation[ ]|&[ ]relocation[ ])?(?:sponsorship|support|assistance|help)
        |immigration[ ](?:support|assistance)
        """,
    ),
    (
        "sabbatical",
        "sabbatical",
        r"""
        sabbaticals?
        """,
    ),
    (
        "volunteer-days",
        "volunteer|vto",
        r"""
        volunteer(?:ing)?[ ](?:\w+[ ])?(?:days?|time|hours|leave|PTO|opportunities|program\w*)|(?:paid
        |days?|time)[ ](?:\w+[ ]){0,3}?(?:to|for)[ ]volunteer(?:ing)?|VTO|volunteering
        """,
    ),
    (
        "employee-discount",
        "discount|corporate benefits|rabatt|perks at|perksat",
        r"""
        (?:employee|staff|team|product|company|retail|corporate|exclusive|merchandise|member
        |generous)[ ](?:\w+[ ]){0,2}?discounts?|discounts?[ ](?:on|at|for|program\w*|scheme|card
        |platform)|discounted[ ](?:\w+[ ]){0,2}?(?:products?|membership|flights|travel|services)
        |corporate[ ]benefits|mitarbeiterrabatt\w*|perks[ ]?at[ ]?work
        """,
    ),
    (
        "company-car",
        "company car|car allowance|car scheme|car leas|electric car|vehicle|firmenwagen|dienstwagen|leaseauto|voiture",
        r"""
        company[ ](?:car|vehicle)|car[ ](?:allowance|scheme|leasing)|vehicle[ ]allowance|firmenwagen
        |dienstwagen|leaseauto|voiture[ ]de[ ](?:fonction|société)|electric[ ]car[ ](?:scheme
        |incentive)
        """,
    ),
    (
        "referral-bonus",
        "referral|refer a friend",
        r"""
        (?:employee[ ])?referral[ ](?:bonus(?:es)?|program\w*|scheme|fees?|rewards?)
        |refer[ -]a[ -]friend
        """,
    ),
    (
        "pet-insurance",
        "pet insurance|petinsurance|pet care|pet benefit|pawternity",
        r"""
        pet[ ](?:insurance|care|benefits?)|pet-?insurance|pawternity
        """,
    ),
    (
        "legal-assistance",
        "legal plan|legal insurance|legal assist|legal services plan",
        r"""
        (?:pre-?paid[ ])?legal[ ](?:plan|insurance|assistance|services[ ]plan)
        """,
    ),
    (
        "bereavement-leave",
        "bereavement",
        r"""
        bereavement(?:[ ]leave)?
        """,
    ),
    (
        "flexible-spending-account",
        "flexible spending|fsa|dependent care",
        r"""
        flexible[ ]spending|FSA|dependent[ ]care[ ](?:FSA|account)
        """,
    ),
    (
        "company-events",
        " event|teamevent|firmenevent|retreat|offsite|off site|outing| trip|gathering|parties|meetup|meet up|"
        "happy hour",
        r"""
        (?:team|company)[ ](?:\w+[ ])?(?:events?|retreats?|off-?sites?|outings?|trips?|gatherings?
        |parties)|(?:annual|yearly|regular|global|social)[ ](?:\w+[ ])?(?:retreats?|off-?sites?
        |meet-?ups|events)|happy[ ]hours?|teamevents?|firmenevents?
        """,
    ),
    (
        "equipment",
        "equipment|laptop|hardware|macbook| gear|tools you need|of choice|of your choice|company phone",
        r"""
        (?:macbook|laptop|latest|top|best|high-end|state-of-the-art|modern|necessary|new|apple
        |hardware|choice[ ]of)[ ](?:\w+[ ]){0,2}?(?:equipment|laptop|hardware|macbook|gear
        |tools[ ]you[ ]need|of[ ](?:your[ ])?choice)|choose[ ]your[ ](?:own[ ])?(?:equipment|laptop
        |hardware)|company[ ](?:laptop|phone)|hardware[ ]of[ ]your[ ]choice
        """,
    ),
)
BENEFIT_RES = [
    (
        name,
        triggers(*words.split("|")),
        patterns.compile(rf"(?<![\w-])(?:{wording})(?!\w)", re.VERBOSE | re.IGNORECASE),
    )
    for name, words, wording in BENEFITS
]
# Outside a section of benefits a passage must say that something is offered, or list two benefits.
OFFER_RE = patterns.compile(
    r"""
    (?<!\w)
    (?: (?:we|also|company|position|role|you|employees?|benefits?|package|that|this|and)
      [ ](?:\w+[ ]){0,3}?(?:offers?|provides?|includes?|including|get|receive|enjoy|eligible|entitled|cover
      |pay|feature) | offer(?:s|ing)?[ ] | benefits?(?:[ ]package)?[ ]?(?::|include|such[ ]as|like|-|–|are)
      | perks | eligible[ ]for | package[ ](?:includes?|including|of|with) | plus[ ](?:full[ ])?benefits
        | what['’]?s[ ]in[ ]it | wir[ ]bieten | nous[ ]offrons | ofrecemos | wij[ ]bieden
        | in[ ]addition[ ]to[ ](?:base[ ])?(?:salary|pay) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
OFFER_HINTS = (
    "offer",
    "provid",
    "benefit",
    "perk",
    "includ",
    "eligible",
    "enjoy",
    "receive",
    "package",
    "cover",
    "entitled",
    "what's in it",
    "bieten",
    "ofrecemos",
)
# Words that show the passage to be about a product, a demand or the law.
OTHER_RE = patterns.compile(
    r"""
    \b(?: experience[ ](?:in|with|working) | years | responsib\w+ | knowledge[ ]of | ability[ ]to
      | our[ ]customers | our[ ]clients | clients | patients | protected | regardless | without[ ]regard
      | discriminat\w+ | veteran | accommodation
        | proficien\w+ | degree | manage | administer\w* | industry | insurers? | policyholders | products?
          | software[ ]for | platform[ ]for )\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
UNREAD: frozenset[SectionKind] = frozenset(
    {"required", "preferred", "responsibilities", "legal", "apply", "related", "tags"}
)
DENIED_RE = patterns.compile(
    r"\b(?:no|not[ ](?:offer|provide|include|eligible[ ]for)|n['’]t[ ](?:offer|provide)"
    r"|without|does[ ]not|are[ ]not)[ ](?:\w+[ ,]{1,2}){0,4}$",
    re.IGNORECASE,
)


def find_benefits(outline: Outline) -> Finding[list[str]] | None:
    """The ids of what the posting offers, in the order of the text; None where it offers nothing by name.

    Read are the sections of benefits, and elsewhere passages that offer something; never demands, duties or
    legal notices, where "disability" is a protected trait and "insurance" a product.
    """
    met: dict[int, list[tuple[str, re.Pattern[str]]]] = {}
    for name, words, pattern in BENEFIT_RES:
        if outline.scan.starts(words):
            for passage in passages_with(outline, words, UNREAD):
                met.setdefault(passage.start, []).append((name, pattern))
    found: dict[str, Evidence] = {}
    for start in sorted(met):
        passage = outline.passages[bisect_left(outline.starts, start)]
        if passage.section != "benefits" and not _may_offer(passage):
            continue
        named = [
            (name, match)
            for name, pattern in met[start]
            if (match := pattern.search(passage.text)) and not _denied(passage, match)
        ]
        if named and (passage.section == "benefits" or _offers(passage, len(named))):
            for name, match in sorted(named, key=lambda item: item[1].start()):
                found.setdefault(name, passage.cite(match, f"benefit-{passage.section}"))
    if not found:
        return None
    return Finding(list(found), list(found.values()))


def _may_offer(passage: Passage) -> bool:
    """A cheap test before `_offers`."""
    if passage.kind is not None or passage.heading:
        return False
    return passage.text.count(",") > 1 or holds(passage.text.lower(), OFFER_HINTS)


def _offers(passage: Passage, named: int) -> bool:
    """Whether a passage outside the benefits offers something: by its verb, or by listing two benefits."""
    if OTHER_RE.search(passage.text):
        return False
    return bool(OFFER_RE.search(passage.text)) or (passage.section != "company" and named >= 2)


def _denied(passage: Passage, match: re.Match[str]) -> bool:
    return DENIED_RE.search(passage.text[max(0, match.start() - 50) : match.start()]) is not None
