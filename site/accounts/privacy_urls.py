"""What people decide about their own data."""

from django.urls import path

from .views import privacy

app_name = "accounts"

urlpatterns = [
    path("mijn/privacy/", privacy.privacy, name="privacy"),
    path("mijn/privacy/gegevens/", privacy.copy, name="copy"),
    path("mijn/privacy/wissen/", privacy.erase, name="erase"),
]
