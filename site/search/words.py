"""Words that the stemmer would get wrong, or that say nothing. Edited by hand."""

# Each line is one word to who searches, under its first form: what no rule joins, or would join wrongly
# (ouderen are older people, not parents). In small letters, without accents.
_FORMS = {
    "nl": """
kind kinder kinderen kinderkes kindje kindjes
ouderen oudere
vader vaders
geweld
geef geven geeft gaf gaven gegeven
slaan slaat sloeg sloegen geslagen slagen
bel bellen belt belde belden gebeld
beeld beelden
help helpen helpt hielp hielpen hulp geholpen
bedreig bedreigen bedreigt bedreigd bedreiging bedreigingen
dreig dreigen dreigt dreigde gedreigd dreiging dreigingen
chat chatten chatte gechat
scheid scheiden scheidt scheidde gescheiden scheiding scheidingen
politie politieagent politieagenten
meld melden meldt meldde meldden gemeld melding meldingen
mishandel mishandelen mishandeld mishandeling mishandelingen misbehandeling misbehandelingen
ouderenmishandeling ouderenmisbehandeling
oudermishandeling oudermisbehandeling
kindermishandeling kindermisbehandeling
stalk stalken stalkt stalkte gestalkt stalking stalker stalkers
belaag belagen belaagt belaagde belaagd belaging belager belagers
signaal signalen signaleer signaleren signaleert signaleerde gesignaleerd
vraag vragen vraagt gevraagd
luister luisteren luistert luisterde geluisterd
praat praten praatte praatten gepraat
vertel vertellen vertelt vertelde verteld
hoor horen hoort hoorde gehoord
zie zien ziet zag zagen gezien
spreek spreken spreekt sprak spraken gesproken
bespreek bespreken bespreekt besprak besproken bespreking
schrijf schrijven schrijft schreef schreven geschreven
verwijs verwijzen verwijst verwees verwezen verwijzing verwijzingen
doorverwijs doorverwijzen doorverwijst doorverwezen doorverwijzing doorverwijzingen
controle controles controleer controleren controleert controleerde gecontroleerd
isoleer isoleren isoleert isoleerde geisoleerd isolatie isolement
registreer registreren registreert registreerde geregistreerd registratie registraties
wurg wurgen wurgt wurgde gewurgd wurging verwurg verwurgen verwurgt verwurgd verwurging verwurgingen
dwing dwingen dwingt dwong gedwongen dwang
drink drinken drinkt dronk gedronken
verlaat verlaten verliet verlieten
vertrek vertrekken vertrekt vertrok vertrokken
beslis beslissen beslist besliste beslissing beslissingen
deel delen deelt deelde gedeeld
pleeg plegen pleegt pleegde gepleegd pleger plegers
zwijg zwijgen zwijgt zweeg gezwegen
vlucht vluchten gevlucht
zwanger zwangere zwangerschap zwangerschappen
kwetsbaar kwetsbare kwetsbaren kwetsbaarheid
verplicht verplichte verplichten verplichting verplichtingen
vermoed vermoeden vermoedens vermoedt vermoedde
grens grenzen
verlies verliezen verliest verloor verloren
advies adviezen adviseren adviseert
wapen wapens
getuige getuigen getuigt getuigenis getuigenissen
expert experts
opname opnames opnamen
""",
    "en": "child children\nwoman women\nman men",
    "fr": "oeil yeux",
}
STEMS = {
    language: {
        form: line.split()[0] for line in lines.strip().splitlines() for form in line.split()
    }
    for language, lines in _FORMS.items()
}

# What a question is made of, and what is not looked for.
STOPWORDS = {
    "nl": frozenset(
        [
            "aan",
            "al",
            "als",
            "ben",
            "bent",
            "bij",
            "dan",
            "dat",
            "de",
            "deze",
            "die",
            "dit",
            "door",
            "een",
            "en",
            "er",
            "haar",
            "heb",
            "hebt",
            "heeft",
            "hem",
            "het",
            "hij",
            "hoe",
            "hun",
            "ik",
            "in",
            "is",
            "je",
            "kan",
            "kun",
            "kunt",
            "maar",
            "me",
            "meer",
            "met",
            "mij",
            "mijn",
            "moet",
            "naar",
            "niet",
            "nog",
            "nu",
            "of",
            "om",
            "ons",
            "onze",
            "ook",
            "op",
            "over",
            "te",
            "tot",
            "u",
            "uit",
            "uw",
            "van",
            "voor",
            "waar",
            "wat",
            "we",
            "wel",
            "wie",
            "wij",
            "wil",
            "word",
            "wordt",
            "zal",
            "ze",
            "zich",
            "zij",
            "zijn",
            "zo",
        ]
    ),
    "en": frozenset(
        [
            "a",
            "about",
            "am",
            "an",
            "and",
            "are",
            "as",
            "at",
            "be",
            "can",
            "do",
            "for",
            "from",
            "has",
            "have",
            "he",
            "her",
            "him",
            "his",
            "how",
            "i",
            "if",
            "in",
            "is",
            "it",
            "me",
            "my",
            "not",
            "of",
            "on",
            "or",
            "she",
            "that",
            "the",
            "their",
            "they",
            "this",
            "to",
            "was",
            "we",
            "what",
            "where",
            "who",
            "with",
            "you",
            "your",
        ]
    ),
    "fr": frozenset(
        [
            "a",
            "ai",
            "au",
            "aux",
            "avec",
            "ce",
            "ces",
            "comment",
            "d",
            "dans",
            "de",
            "des",
            "du",
            "elle",
            "en",
            "est",
            "et",
            "il",
            "je",
            "l",
            "la",
            "le",
            "les",
            "leur",
            "lui",
            "ma",
            "mes",
            "mon",
            "ne",
            "nos",
            "notre",
            "nous",
            "on",
            "ou",
            "par",
            "pas",
            "pour",
            "qu",
            "que",
            "qui",
            "sa",
            "se",
            "ses",
            "son",
            "suis",
            "sur",
            "ta",
            "te",
            "tu",
            "un",
            "une",
            "vos",
            "votre",
            "vous",
            "y",
        ]
    ),
}

# What a form may end in beyond a word of the site, the longest first. For who searches without a stemmer.
ENDINGS = {
    "nl": (
        "heden",
        "ingen",
        "enden",
        "ende",
        "heid",
        "sten",
        "ing",
        "end",
        "ten",
        "den",
        "ers",
        "jes",
        "en",
        "de",
        "te",
        "er",
        "je",
        "st",
        "e",
        "n",
        "s",
        "t",
        "d",
    ),
    "en": ("ings", "ing", "ers", "er", "ed", "es", "ly", "s", "d"),
    "fr": ("ements", "ement", "ees", "ent", "ee", "es", "er", "ez", "e", "s"),
}

# Languages that write compounds as one word.
COMPOUNDING = frozenset({"nl"})

# Words that compounds on this subject are made of, known before the first page is.
PARTS = frozenset(
    [
        "alarm",
        "app",
        "arts",
        "begeleiding",
        "beroep",
        "brief",
        "chat",
        "controle",
        "cursus",
        "dossier",
        "dreiging",
        "familie",
        "geheim",
        "geld",
        "gesprek",
        "gevaar",
        "geweld",
        "gezin",
        "groep",
        "hulp",
        "huis",
        "kind",
        "kinder",
        "kinderen",
        "lijn",
        "man",
        "meisje",
        "misbehandeling",
        "misbruik",
        "mishandeling",
        "moeder",
        "nood",
        "nummer",
        "opvang",
        "ouder",
        "ouderen",
        "ouders",
        "partner",
        "plan",
        "politie",
        "praten",
        "psycho",
        "recht",
        "relatie",
        "risico",
        "school",
        "seksueel",
        "signaal",
        "slachtoffer",
        "stalking",
        "tekens",
        "telefoon",
        "vader",
        "veiligheid",
        "verbod",
        "verlener",
        "verlening",
        "vrouw",
        "vrouwen",
        "weigering",
        "woning",
        "zorg",
    ]
)
