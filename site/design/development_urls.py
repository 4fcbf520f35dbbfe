"""Addresses of the style sheet page and of the mails, with debug on only."""

urlpatterns: list = []
