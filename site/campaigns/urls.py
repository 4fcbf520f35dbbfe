"""Addresses below each language: the citizens' side is pages, so there are none of its own."""

urlpatterns: list = []
