"""Addresses of the style sheet page, with debug on only."""

from django.urls import path

from . import style_sheet

urlpatterns = [
    path("stijlblad/", style_sheet.style_sheet, name="style_sheet"),
]
