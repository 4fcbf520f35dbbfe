"""Addresses without a language, which programs look up: they stand in every badge that was issued."""

from django.urls import path

from .views import published

app_name = "credentials_root"

urlpatterns = [
    path(".well-known/did.json", published.did_document, name="did"),
    path("certificaat/statuslijst/<int:number>", published.status_list, name="status_list"),
    path("certificaat/insigne.png", published.emblem, name="emblem"),
]
