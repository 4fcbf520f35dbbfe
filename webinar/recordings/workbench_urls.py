"""Addresses of the editor's screens of one recording, inside the admin's `opnames/`."""

from django.urls import path

from . import workbench
from .views.workbench import captions, film, overview, rights, times

ONE = "<int:pk>/"

urlpatterns = [
    path(ONE, overview.OverviewScreen.as_view(), name=workbench.OVERVIEW),
    path(ONE + "voorbeeld/", overview.PreviewScreen.as_view(), name="preview"),
    path(ONE + "bron/<str:kind>", overview.SourceFile.as_view(), name="source"),
    path(ONE + "ondertitels/", captions.CaptionsScreen.as_view(), name=workbench.CAPTIONS),
    path(
        ONE + "ondertitels/<slug:kind>/<slug:language>/",
        captions.TrackScreen.as_view(),
        name="track",
    ),
    path(ONE + "hoofdstukken/", times.ChaptersScreen.as_view(), name=workbench.CHAPTERS),
    path(ONE + "dias/", times.TimingScreen.as_view(), name=workbench.TIMING),
    path(ONE + "knippen/", times.CutsScreen.as_view(), name=workbench.CUTS),
    path(ONE + "film/", film.FilmScreen.as_view(), name=workbench.FILM),
    path(ONE + "wie-kijkt/", rights.RightsScreen.as_view(), name=workbench.RIGHTS),
]
