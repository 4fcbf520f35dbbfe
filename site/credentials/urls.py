"""Certificates: verification for everyone, the document for its holder. The paths stand on paper."""

from django.urls import path

from .views import verification

app_name = "credentials"

urlpatterns = [
    path("certificaat/<str:code>/", verification.verify, name="verify"),
]
