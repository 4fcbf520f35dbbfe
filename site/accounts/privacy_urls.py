"""What people decide about their own data, their name, and the mails they get."""

from django.urls import path

from .views import mails, name, privacy

app_name = "accounts"

urlpatterns = [
    path("mijn/privacy/", privacy.privacy, name="privacy"),
    path("mijn/privacy/gegevens/", privacy.copy, name="copy"),
    path("mijn/privacy/wissen/", privacy.erase, name="erase"),
    path("mijn/naam/", name.name, name="name"),
    path("mijn/e-mail/", mails.mails, name="mails"),
]
