"""Every address of the site and which kind it is: reading (leaves nothing behind) or acting.

A new address is added here with its kind, on purpose. What declares nothing is judged reading.
"""

from django.urls import URLResolver, get_resolver
from wagtail.models import get_page_models

from safety.kinds import ACTING, READING

READING_ADDRESSES = """
weg/
robots.txt
sitemap.xml
.well-known/did.json
certificaat/statuslijst/<int:number>
certificaat/insigne.png
certificaat/
certificaat/<str:code>/
webinars/
zoeken/
zoeken/index.json
""".split()

ACTING_ADDRESSES = r"""
healthz
_util/login/
documenten/^(\d+)/(.*)$
documenten/authenticate_with_password/<int:restriction_id>/
opname/trage-lijn/
opname/<uuid:public_id>/video.mp4
opname/<uuid:public_id>/stand.json
opname/<uuid:public_id>/small.mp4
opname/<uuid:public_id>/audio.m4a
opname/<uuid:public_id>/described.mp4
opname/<uuid:public_id>/described.m4a
opname/<uuid:public_id>/poster.webp
opname/<uuid:public_id>/slides.pdf
opname/<uuid:public_id>/<slug:kind>.<slug:language>.vtt
opname/<uuid:public_id>/transcript.txt
dia/<uuid:public_id>/<int:number>-<int:width>.webp
dia/<uuid:public_id>/<int:number>-<int:width>.avif
mijn/
mijn/overdenkingen/
mijn/overdenkingen/overdenkingen.txt
mijn/overdenkingen/<int:pk>/verwijderen/
mijn/notities/
mijn/notities/notities.txt
mijn/notities/<uuid:public_id>/
mijn/notities/<uuid:public_id>/verwijderen/
mijn/zelfinschatting/<uuid:uuid>/
mijn/zelfinschatting/<uuid:uuid>/invullen/
mijn/zelfinschatting/<uuid:uuid>/open-vraag/<slug:moment>/
leren/later/<str:token>/
mijn/organisatie/
mijn/organisatie/toetreden/
mijn/organisatie/<uuid:public_id>/
mijn/organisatie/<uuid:public_id>/lijst.csv
mijn/organisatie/<uuid:public_id>/herinnering/
mijn/organisatie/<uuid:public_id>/leden/<int:pk>/
mijn/organisatie/<uuid:public_id>/toetreden/
mijn/organisatie/<uuid:public_id>/weigeren/
mijn/organisatie/<uuid:public_id>/verlaten/
mijn/organisatie/<uuid:public_id>/herinneringen/
mijn/organisatie/<uuid:public_id>/uitnodigen/
mijn/privacy/
mijn/privacy/gegevens/
mijn/privacy/wissen/
mijn/naam/
mijn/e-mail/
e-mail/afmelden/<str:token>/
certificaat/lijst/
mijn/beroepsregisters/
mijn/beroepsregisters/<int:pk>/
certificaat/<str:code>/pdf
certificaat/<str:code>/badge.<slug:form>
certificaat/<str:code>/nakijken/
toets/<uuid:public_id>/
toets/<uuid:public_id>/antwoord/
toets/<uuid:public_id>/nakijken/
toets/<uuid:public_id>/indienen/
toets/<uuid:public_id>/resultaat/
webinars/<slug:slug>/
webinars/<slug:slug>/inschrijven/
webinars/<slug:slug>/kijk-in-je-mail/
webinars/<slug:slug>/uitschrijven/
webinars/<slug:slug>/aannemen/
webinars/<slug:slug>/weigeren/
webinars/<slug:slug>/agenda.ics
webinars/<slug:slug>/deelnemen/
webinars/<slug:slug>/bevestigen/<str:token>/
webinars/<slug:slug>/plaats/<str:token>/
webinars/<slug:slug>/plaats/<str:token>/uitschrijven/
webinars/<slug:slug>/plaats/<str:token>/aannemen/
webinars/<slug:slug>/plaats/<str:token>/weigeren/
webinars/<slug:slug>/plaats/<str:token>/agenda.ics
webinars/<slug:slug>/plaats/<str:token>/deelnemen/
webinars/<slug:slug>/plaats/<str:token>/gegevens/
webinars/<slug:slug>/plaats/<str:token>/wissen/
leren/belkaart/
leren/bibliotheek/
leren/bibliotheek/<slug:slug>/
leren/bibliotheek/<slug:slug>/bestand
leren/zoeken/
leren/afronden/<int:pk>/
leren/inschrijven/<int:pk>/
leren/hernieuwen/<int:pk>/
leren/les/<int:pk>/afronden/
leren/les/<int:pk>/gespeeld/
leren/les/<int:pk>/tussenvraag/<uuid:question>/
leren/les/<int:pk>/notitie/
leren/les/<int:pk>/toets/
leren/les/<int:pk>/reflectie/
leren/module/<int:pk>/toets/
^leren/((?:[\w\-]+/)+)$
""".split()

READING_PAGES = {
    "HomePage",
    "HelpPage",
    "CampaignIndexPage",
    "CampaignPage",
    "ResultsPage",
    "SelfCheckPage",
    "SafeBrowsingPage",
    "InfoPage",
    "FlyerPage",
    "CourseIndexPage",
}
ACTING_PAGES = {"CoursePage", "ModulePage", "LessonPage"}

# Wagtail's own: the page view (each page declares itself), the password form for closed pages
# (switched off in the settings), and the admin, which has a policy of its own.
JUDGED_ELSEWHERE = (
    "admin/",
    "static/",
    "^static/",
    "_util/",
    r"^((?:[\w\-]+/)*)$",
)


def addresses(resolver=None, before=""):
    for entry in (resolver or get_resolver()).url_patterns:
        address = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, address)
        else:
            yield address, getattr(entry.callback, "address_kind", None)


def test_every_address_declares_its_kind_and_stands_on_the_list():
    found = {}
    for address, kind in addresses():
        if kind is None:
            assert address.startswith(JUDGED_ELSEWHERE), f"{address} declares nothing"
        elif not address.startswith(("accounts/", "admin/")):
            found[address] = kind
    wanted = dict.fromkeys(READING_ADDRESSES, READING) | dict.fromkeys(ACTING_ADDRESSES, ACTING)
    assert found == wanted


def test_every_address_of_sign_in_is_acting():
    kinds = {kind for address, kind in addresses() if address.startswith("accounts/")}
    assert kinds == {ACTING}


def test_every_page_type_declares_its_kind_and_stands_on_the_list():
    declared = {
        model.__name__: getattr(model, "address_kind", None)
        for model in get_page_models()
        if model.__name__ != "Page"
    }
    wanted = dict.fromkeys(READING_PAGES, READING) | dict.fromkeys(ACTING_PAGES, ACTING)
    assert declared == wanted
