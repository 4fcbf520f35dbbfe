"""The addresses of a development site."""

from django.urls import include, path

from config.urls import handler404, urlpatterns  # noqa: F401 -- the site's own page

urlpatterns = [path("", include("outbox.development_urls")), *urlpatterns]
