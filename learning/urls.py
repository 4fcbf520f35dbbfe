"""Addresses. Pages lie in Wagtail's tree; every POST has its own address."""

from django.urls import path, re_path

from . import routing
from .views import (
    call_card,
    checkpoints,
    enrolling,
    lessons,
    library,
    notes,
    organisation,
    place,
    playing,
    quizzes,
    reflections,
    renewing,
    search,
    self_assessment,
)

app_name = "learning"

urlpatterns = [
    path("mijn/", place.my_place, name="my_place"),
    path("mijn/overdenkingen/", reflections.mine, name="my_reflections"),
    path("mijn/overdenkingen/overdenkingen.txt", reflections.download, name="my_reflections_file"),
    path("mijn/overdenkingen/<int:pk>/verwijderen/", reflections.delete, name="delete_reflection"),
    path("mijn/notities/", notes.mine, name="my_notes"),
    path("mijn/notities/notities.txt", notes.download, name="my_notes_file"),
    path("mijn/notities/<uuid:public_id>/", notes.change, name="change_note"),
    path("mijn/notities/<uuid:public_id>/verwijderen/", notes.delete, name="delete_note"),
    path("mijn/organisatie/<uuid:public_id>/", organisation.overview, name="organisation"),
    path(
        "mijn/organisatie/<uuid:public_id>/lijst.csv",
        organisation.download,
        name="organisation_list",
    ),
    path(
        "mijn/organisatie/<uuid:public_id>/herinnering/",
        organisation.remind,
        name="organisation_remind",
    ),
    path(
        "mijn/organisatie/<uuid:public_id>/leden/<int:pk>/",
        organisation.remove_member,
        name="organisation_remove_member",
    ),
    path("leren/belkaart/", call_card.call_card, name="call_card"),
    path("leren/bibliotheek/", library.library, name="library"),
    path("leren/bibliotheek/<slug:slug>/", library.resource, name="resource"),
    path("leren/bibliotheek/<slug:slug>/bestand", library.download, name="resource_file"),
    path("mijn/zelfinschatting/<uuid:uuid>/", self_assessment.mine, name="my_self_assessment"),
    path(
        "mijn/zelfinschatting/<uuid:uuid>/invullen/",
        self_assessment.start,
        name="start_self_assessment",
    ),
    path(
        "mijn/zelfinschatting/<uuid:uuid>/open-vraag/<slug:moment>/",
        self_assessment.open_question,
        name="open_question",
    ),
    path("leren/later/<str:token>/", self_assessment.later, name="later"),
    path("leren/zoeken/", search.search, name="search"),
    path("leren/inschrijven/<int:pk>/", enrolling.enrol, name="enrol"),
    path("leren/afronden/<int:pk>/", enrolling.complete, name="complete_course"),
    path("leren/hernieuwen/<int:pk>/", renewing.start, name="renew"),
    path("leren/les/<int:pk>/afronden/", lessons.complete, name="complete"),
    path("leren/les/<int:pk>/gespeeld/", playing.played, name="played"),
    path(
        "leren/les/<int:pk>/tussenvraag/<uuid:question>/",
        checkpoints.checkpoint,
        name="checkpoint",
    ),
    path("leren/les/<int:pk>/toets/", quizzes.start_in_lesson, name="start_lesson_quiz"),
    path("leren/les/<int:pk>/notitie/", notes.keep, name="keep_note"),
    path("leren/les/<int:pk>/reflectie/", lessons.reflect, name="reflect"),
    path("leren/module/<int:pk>/toets/", quizzes.start, name="start_quiz"),
    re_path(r"^leren/((?:[\w\-]+/)+)$", routing.serve, name="page"),
]
