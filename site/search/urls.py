"""Addresses."""

from django.urls import path

from . import views

app_name = "search"

urlpatterns = [
    path("zoeken/", views.search, name="search"),
    path("zoeken/index.json", views.device_index, name="index"),
]
