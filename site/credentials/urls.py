"""Certificates: verification for everyone, the document for its holder. The paths stand on paper."""

from django.urls import path

from .views import badge, batch, document, registers, verification

app_name = "credentials"

urlpatterns = [
    path("mijn/beroepsregisters/", registers.registers, name="registers"),
    path("mijn/beroepsregisters/<int:pk>/", registers.join, name="join_register"),
    path("certificaat/", verification.look_up, name="look_up"),
    path("certificaat/lijst/", batch.verify_many, name="batch"),
    path("certificaat/<str:code>/", verification.verify, name="verify"),
    path("certificaat/<str:code>/pdf", document.download, name="download"),
    path("certificaat/<str:code>/badge.<slug:form>", badge.download, name="badge"),
    path("certificaat/<str:code>/nakijken/", document.compare, name="compare"),
]
