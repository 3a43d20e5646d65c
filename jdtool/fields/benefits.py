"""What the posting offers beside pay, as ids."""

from __future__ import annotations

import re

from jdtool.model import Evidence, Finding, Outline, Passage

# The id of a benefit and its wordings. Bonus, commission and equity are told by `compensation`.
BENEFITS: tuple[tuple[str, str], ...] = (
    ("health-insurance", r"(?:health|medical|healthcare)[ ]?(?:care)?(?:,?[ ](?:and[ ]|&[ ])?(?:dental|vision)){0,2}[ ,]{0,2}(?:and[ ]|&[ ])?(?:insurance|coverage|cover|plans?|benefits?|premiums?|scheme)|health,[ ](?:dental|vision)|medical,[ ](?:dental|vision)|medical[ ]/[ ]?dental|medical/dental|(?:private|comprehensive|premium|full|free|great|top-tier|competitive|family|paid|extended)[ ](?:medical|health[ ]?care|healthcare)(?![ ](?:system|industr|compan|provider|service|data|software|professional))|private[ ](?:health|medical)|PMI|BUPA|vitality|krankenversicherung|mutuelle|seguro[ ](?:médico|de[ ]salud)|zorgverzekering|health[ ]savings[ ]account|HSA"),
    ("dental-insurance", r"dental"),
    ("vision-insurance", r"(?:dental[ ,/&]{1,3}(?:and[ ])?|medical[ ,/&]{1,3})vision|vision[ ](?:insurance|coverage|cover|plans?|care|benefits?)|vision,[ ](?:dental|life|and)|optical|eye[ ](?:care|tests?)"),
    ("life-insurance", r"life[ ](?:insurance|assurance|cover)|life[ ]?(?:&|and|,|/)[ ]?(?:AD&?D|disability|critical|accident)|death[ ]in[ ]service|AD&D"),
    ("disability-insurance", r"(?:(?:short|long)[ -]?(?:and[ ]|&[ ]|/)?(?:term)?(?:[ ](?:and|&|/)[ ](?:short|long)[ -]?term)?[ -]){1,2}disability|disability[ ](?:insurance|coverage|cover|plans?|benefits?|income)|income[ ]protection|STD/LTD"),
    ("retirement-plan", r"401[ ]?\(?k\)?|403[ ]?\(?b\)?|pension(?!er)|retirement[ ](?:plans?|savings?|benefits?|program\w*|scheme|contribution\w*|match\w*)|RRSP|superannuation|betriebliche[ ]altersvorsorge|altersvorsorge|pensioenregeling|PERS|provident[ ]fund"),
    ("unlimited-pto", r"unlimited[ ](?:\w+[ ]){0,2}?(?:PTO|paid[ ]time[ ]off|vacations?|holidays?|time[ ]off|leave|days[ ]off|annual[ ]leave)|(?:discretionary|flexible|open)[ ](?:PTO|paid[ ]time[ ]off|time[ ]off|vacation)"),
    ("paid-time-off", r"PTO|paid[ ]time[ -]off|paid[ ](?:vacations?|annual[ ]leave|leave|days[ ]off)|vacation(?:[ ](?:days|time|leave|pay|policy|allowance))|(?:generous|annual|flexible|ample|competitive)[ ](?:vacation|holiday|time[ ]off)|annual[ ]leave|\d{2}[ ](?:\w+[ ]){0,3}?(?:days|days['’])[ ](?:of[ ])?(?:\w+[ ]){0,2}?(?:holidays?|vacation|annual[ ]leave|leave|paid[ ]time[ ]off|PTO|off)|holiday[ ](?:allowance|entitlement|pay)|(?:medical|dental|vision|insurance|PTO),[ ]vacation|\d{2}[ ](?:Tage[ ])?(?:Urlaub(?:stage)?|Tage[ ]Urlaub)|urlaubstage|congés|RTT|vacaciones|vakantiedagen"),
    ("parental-leave", r"(?:parental|maternity|paternity|family|caregiver|adoption)(?:[ ,/]{1,3}(?:and[ ]|&[ ])?(?:parental|maternity|paternity|family|caregiver|adoption|medical|bonding)){0,3}[ ](?:leave|pay|benefits?)|(?:new|baby)[ ]parent[ ]leave|elternzeit"),
    ("sick-leave", r"sick(?:ness)?(?:[ ](?:and[ ]\w+[ ])?(?:leave|days?|time|pay))|paid[ ]sick|sick[ ]?(?:/|&|and)[ ]?(?:personal|vacation|safe)"),
    ("paid-holidays", r"(?:paid|company|federal|public|bank|floating|statutory|national)[ ](?:company[ ]|federal[ ]|public[ ]|national[ ])?holidays?(?![ ](?:pay[ ]rate))|(?:paid[ ]){1}(?:\w+[ ]){0,2}holidays"),
    ("flexible-hours", r"flex(?:ible|i)?[ -]?(?:work(?:ing)?[ ])?(?:hours?|schedul\w{1,4}|time(?:table)?|working[ ]time|start)(?![ ]?off)|flextime|flexitime|(?:flexible|fluid)[ ]working|flexible[ ]arbeitszeit\w*|gleitzeit|horaires?[ ]flexibles?|horario[ ]flexible|flexibele[ ](?:werktijden|uren)|work[ ]your[ ]own[ ]hours|compressed[ ]hours|4[ -]day[ ](?:work[ ]?)?week|four[ -]day[ ](?:work[ ]?)?week|core[ ]hours"),
    ("learning-budget", r"(?:learning|training|education|development|conference|book|course|professional[ ]development|personal[ ]development|L&D|growth|certification)(?:[ ](?:and|&|/)[ ](?:\w+[ ]){0,2}?(?:development|training|learning|conference\w*|growth|education|course\w*))?[ ](?:budget|stipend|allowance|fund|reimbursement|benefit|assistance|support|opportunit(?:y|ies)|program(?:s|me|mes)?|resources|subsid\w+)|(?:budget|stipend|allowance)[ ]for[ ](?:\w+[ ]){0,3}?(?:learning|training|education|conferences?|courses?|books|development)|paid[ ](?:training|certifications?|courses)|weiterbildung\w*|(?:ongoing|continuous|regular)[ ](?:training|learning)|career[ ]development[ ](?:opportunit\w+|support|program\w*)"),
    ("tuition", r"tuition|(?:student|college)[ ]loan[ ](?:repayment|assistance|support|reimbursement)|education(?:al)?[ ](?:assistance|reimbursement)|degree[ ]assistance"),
    ("wellness", r"well-?being|wellness|well[ ]being|EAP|employee[ ]assistance[ ]program\w*|mental[ ]health[ ](?:\w+[ ]){0,2}?(?:support|benefits?|days?|resources|coverage|program\w*|app|platform)|mental[ ](?:health|wellness)[ ]?(?:&|and)|headspace|gesundheitsf\w+|therapy[ ]sessions|meditation"),
    ("gym", r"gym(?:pass)?|fitness[ ](?:\w+[ ]){0,2}?(?:membership|stipend|reimbursement|allowance|cent(?:er|re)|discount|classes|program\w*|subsid\w*|benefit|budget)|urban[ ]sports(?:[ ]club)?|wellpass|EGYM|multisport|wellhub|sports?[ ](?:card|membership|subsidy)"),
    ("commuter", r"commut(?:er|ing)[ ](?:benefits?|subsid\w+|allowance|assistance|pass|reimbursement|support|costs|stipend|program)|commute[ ]reimbursement|full[ ]commute|pre-?tax[ ]commut\w+|transit[ ](?:pass|benefits?|subsid\w*|stipend)|(?:public[ ])?transport(?:ation)?[ ](?:allowance|ticket|pass|subsid\w+|reimbursement|card)|season[ ]ticket[ ]loan|(?:cycle|bike)[ -](?:to[ -]work|leasing|scheme)|job[ ]?(?:bike|rad|ticket)|deutschland-?ticket|bvg|free[ ](?:\w+[ ])?parking|parking[ ](?:benefit|allowance|reimbursement|pass)|fahrtkosten\w*|reiskosten\w*|bicycles?[ ]leas\w+"),
    ("meals", r"(?:free|catered|complimentary|daily|company-paid|provided|subsidi[sz]ed|team|weekly|paid)[ ](?:\w+[ ,]{1,2}){0,3}?(?:lunch(?:es)?|meals?|breakfasts?|snacks?|food|drinks|coffee|fruits?|dinners?|beverages)|lunch(?:es)?[ ](?:provided|allowance|stipend|vouchers?|subsid\w+)|meal[ ](?:allowance|vouchers?|tickets?|stipend|subsid\w+|cards?)|ticket[s]?[ ]restaurant|tickets?[ ]resto|(?:stocked|snack)[ ](?:kitchens?|bar|fridge)|snacks(?:[ ,](?:and[ ]|&[ ])?(?:drinks|coffee|beverages|fruits?))|fruit[ ]basket|obstkorb|kostenlose?[ ](?:getränke|snacks)|essenszuschuss|vales[ ]de[ ]despensa|VR/VA|vale[ ]refeição"),
    ("home-office", r"(?:home[ -]?office|WFH|work[ -]from[ -]home|remote[ -]?(?:work)?|home[ ]working|internet|workspace|workstation|equipment)[ ](?:\w+[ ]){0,2}?(?:stipend|allowance|budget|reimbursement|set-?up|equipment|fund|subsidy|support|expenses)|home[ ]office[ ]furniture|co-?working[ ](?:space[ ])?(?:stipend|allowance|budget|membership|access)"),
    ("stock-purchase-plan", r"ESPP|(?:employee[ ])?(?:stock|share)[ ]purchase[ ](?:plan|program\w*|scheme)|share[ ](?:save|incentive)[ ](?:plan|scheme)|sharesave|SAYE"),
    ("childcare", r"child[ -]?care(?:[ ](?:\w+[ ]){0,2}?(?:vouchers?|support|benefits?|assistance|stipend|subsid\w+|allowance|cost\w*|scheme))|(?:backup|back-up|onsite|on-site|subsidi[sz]ed)[ ](?:child|day|nursery)[ -]?care|daycare|dependent[ ]care|nursery|fertility|family[ ](?:planning|forming|building)|adoption[ ](?:assistance|support)|kita\w*|kinderbetreuung"),
    ("relocation-assistance", r"relocation[ ](?:\w+[ ]){0,2}?(?:assistance|support|packages?|bonus|allowance|help|stipend|budget|benefits?)|help[ ]with[ ]relocation"),
    ("visa-support", r"visa[ ](?:and[ ]relocation[ ]|&[ ]relocation[ ])?(?:sponsorship|support|assistance|help)|immigration[ ](?:support|assistance)"),
    ("sabbatical", r"sabbaticals?"),
    ("volunteer-days", r"volunteer(?:ing)?[ ](?:\w+[ ])?(?:days?|time|hours|leave|PTO|opportunities|program\w*)|(?:paid|days?|time)[ ](?:\w+[ ]){0,3}?(?:to|for)[ ]volunteer(?:ing)?|VTO|volunteering"),
    ("employee-discount", r"(?:employee|staff|team|product|company|retail|corporate|exclusive|merchandise|member|generous)[ ](?:\w+[ ]){0,2}?discounts?|discounts?[ ](?:on|at|for|program\w*|scheme|card|platform)|discounted[ ](?:\w+[ ]){0,2}?(?:products?|membership|flights|travel|services)|corporate[ ]benefits|mitarbeiterrabatt\w*|perks[ ]?at[ ]?work"),
    ("company-car", r"company[ ](?:car|vehicle)|car[ ](?:allowance|scheme|leasing)|vehicle[ ]allowance|firmenwagen|dienstwagen|leaseauto|voiture[ ]de[ ](?:fonction|société)|electric[ ]car[ ](?:scheme|incentive)"),
    ("referral-bonus", r"(?:employee[ ])?referral[ ](?:bonus(?:es)?|program\w*|scheme|fees?|rewards?)|refer[ -]a[ -]friend"),
    ("pet-insurance", r"pet[ ](?:insurance|care|benefits?)|pet-?insurance|pawternity"),
    ("legal-assistance", r"(?:pre-?paid[ ])?legal[ ](?:plan|insurance|assistance|services[ ]plan)"),
    ("bereavement-leave", r"bereavement(?:[ ]leave)?"),
    ("flexible-spending-account", r"flexible[ ]spending|FSA|dependent[ ]care[ ](?:FSA|account)"),
    ("company-events", r"(?:team|company)[ ](?:\w+[ ])?(?:events?|retreats?|off-?sites?|outings?|trips?|gatherings?|parties)|(?:annual|yearly|regular|global|social)[ ](?:\w+[ ])?(?:retreats?|off-?sites?|meet-?ups|events)|happy[ ]hours?|teamevents?|firmenevents?"),
    ("equipment", r"(?:macbook|laptop|latest|top|best|high-end|state-of-the-art|modern|necessary|new|apple|hardware|choice[ ]of)[ ](?:\w+[ ]){0,2}?(?:equipment|laptop|hardware|macbook|gear|tools[ ]you[ ]need|of[ ](?:your[ ])?choice)|choose[ ]your[ ](?:own[ ])?(?:equipment|laptop|hardware)|company[ ](?:laptop|phone)|hardware[ ]of[ ]your[ ]choice"),
)
BENEFIT_RES = [
    (name, re.compile(rf"(?<![\w-])(?:{wording})(?!\w)", re.VERBOSE | re.IGNORECASE)) for name, wording in BENEFITS
]
# A word that must stand in the lower-cased passage before the pattern of a benefit is tried.
HINTS: dict[str, tuple[str, ...]] = {
    "health-insurance": ("health", "medical", "pmi", "bupa", "vitality", "krankenv", "mutuelle", "seguro", "zorgv", "hsa"),
    "dental-insurance": ("dental",),
    "vision-insurance": ("vision", "optical", "eye "),
    "life-insurance": ("life", "death in", "ad&d"),
    "disability-insurance": ("disability", "income protection", "std/ltd"),
    "retirement-plan": ("401", "403", "pension", "retirement", "rrsp", "superann", "vorsorge", "pers", "provident"),
    "unlimited-pto": ("unlimited", "discretionary", "flexible", "open "),
    "paid-time-off": ("pto", "paid", "vacation", "holiday", "leave", "time off", "urlaub", "congés", "rtt", "vacaciones", "vakantie", " off"),
    "parental-leave": ("parent", "matern", "patern", "family", "caregiver", "adoption", "elternzeit"),
    "sick-leave": ("sick",),
    "paid-holidays": ("holiday",),
    "flexible-hours": ("flex", "hours", "gleitzeit", "day week", "day work", "horario", "horaire", "fluid working"),
    "learning-budget": ("learning", "training", "education", "development", "conference", "book", "course", "l&d", "growth", "certif", "weiterbildung"),
    "tuition": ("tuition", "loan", "education", "degree assistance"),
    "wellness": ("well", "eap", "employee assistance", "mental", "headspace", "gesundheit", "therapy", "meditation"),
    "gym": ("gym", "fitness", "urban sports", "wellpass", "multisport", "wellhub", "sport"),
    "commuter": ("commut", "transit", "transport", "season ticket", "cycle", "bike", "job", "deutschland", "bvg", "parking", "fahrt", "reiskost", "bicycle"),
    "meals": ("lunch", "meal", "breakfast", "snack", "food", "drinks", "coffee", "fruit", "dinner", "beverage", "resto", "restaurant", "kitchen", "fridge", "obst", "getränke", "essen", "despensa", "refeição", "vr/va"),
    "home-office": ("home", "wfh", "remote", "internet", "workspace", "workstation", "equipment", "working"),
    "stock-purchase-plan": ("espp", "purchase", "save", "share incentive", "saye"),
    "childcare": ("child", "daycare", "day care", "nursery", "dependent care", "fertility", "family", "adoption", "kita", "kinder"),
    "relocation-assistance": ("relocation",),
    "visa-support": ("visa", "immigration"),
    "sabbatical": ("sabbatical",),
    "volunteer-days": ("volunteer", "vto"),
    "employee-discount": ("discount", "corporate benefits", "rabatt", "perks"),
    "company-car": ("car", "vehicle", "wagen", "leaseauto", "voiture"),
    "referral-bonus": ("refer",),
    "pet-insurance": ("pet", "pawternity"),
    "legal-assistance": ("legal",),
    "bereavement-leave": ("bereavement",),
    "flexible-spending-account": ("flexible spending", "fsa", "dependent care"),
    "company-events": ("event", "retreat", "offsite", "off-site", "outing", "trip", "gathering", "part", "meetup", "meet-up", "happy hour"),
    "equipment": ("equipment", "laptop", "hardware", "macbook", "gear", "choice", "tools you need", "company phone"),
}

# Outside a section of benefits a passage must say that something is offered, or list two benefits.
OFFER_RE = re.compile(
    r"""
    (?<!\w)
    (?: (?:we|also|company|position|role|you|employees?|benefits?|package|that|this|and)[ ](?:\w+[ ]){0,3}?(?:offers?|provides?|includes?|including|get|receive|enjoy|eligible|entitled|cover|pay|feature) | offer(?:s|ing)?[ ] | benefits?(?:[ ]package)?[ ]?(?::|include|such[ ]as|like|-|–|are)
      | perks | eligible[ ]for | package[ ](?:includes?|including|of|with) | plus[ ](?:full[ ])?benefits | what['’]?s[ ]in[ ]it | wir[ ]bieten | nous[ ]offrons | ofrecemos | wij[ ]bieden | in[ ]addition[ ]to[ ](?:base[ ])?(?:salary|pay) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Words that show the passage to be about a product, a demand or the law.
OTHER_RE = re.compile(
    r"""
    \b(?: experience[ ](?:in|with|working) | years | responsib\w+ | knowledge[ ]of | ability[ ]to | our[ ]customers | our[ ]clients | clients | patients | protected | regardless | without[ ]regard | discriminat\w+ | veteran | accommodation
        | proficien\w+ | degree | manage | administer\w* | industry | insurers? | policyholders | products? | software[ ]for | platform[ ]for )\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
UNREAD = frozenset({"required", "preferred", "responsibilities", "legal", "apply", "related", "tags"})
DENIED_RE = re.compile(r"\b(?:no|not[ ](?:offer|provide|include|eligible[ ]for)|n['’]t[ ](?:offer|provide)|without|does[ ]not|are[ ]not)[ ](?:\w+[ ,]{1,2}){0,4}$", re.IGNORECASE)


def find_benefits(outline: Outline) -> Finding[list[str]] | None:
    """The ids of what the posting offers, in the order of the text; None where it offers nothing by name.

    Read are the sections of benefits and pay, and elsewhere passages that offer something; never demands, duties
    or legal notices, where "disability" is a protected trait and "insurance" a product.
    """
    found: dict[str, Evidence] = {}
    for passage in outline.passages:
        if passage.section in UNREAD:
            continue
        if passage.section != "benefits" and not _offers(passage):
            continue
        for name, match in _named(passage):
            if name not in found:
                found[name] = passage.cite(match, f"benefit-{passage.section}")
    if not found:
        return None
    return Finding(list(found), list(found.values()))


def _offers(passage: Passage) -> bool:
    """Whether the passage, outside a section of benefits, offers something: by its verb, or by listing two benefits."""
    if passage.heading or passage.kind is not None:
        return False
    if OTHER_RE.search(passage.text):
        return False
    return bool(OFFER_RE.search(passage.text)) or (passage.section != "company" and len(list(_named(passage))) >= 2)


def _named(passage: Passage) -> list[tuple[str, re.Match[str]]]:
    low = passage.text.lower()
    named = []
    for name, pattern in BENEFIT_RES:
        for hint in HINTS[name]:
            if hint in low:
                match = pattern.search(passage.text)
                if match and not DENIED_RE.search(passage.text[max(0, match.start() - 50) : match.start()]):
                    named.append((name, match))
                break
    return sorted(named, key=lambda item: item[1].start())
