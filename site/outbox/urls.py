"""The address that a link in a mail leads to."""

from django.urls import path

from . import views

app_name = "outbox"

urlpatterns = [
    path("e-mail/afmelden/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
