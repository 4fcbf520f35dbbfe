"""Addresses of the mails of a development site, with debug on only."""

from django.urls import path

from . import development

urlpatterns = [
    path("dev/mail/", development.mail_list, name="development_mails"),
    path("dev/mail/<str:name>/", development.mail_page, name="development_mail"),
    path(
        "dev/mail/<str:name>/<int:number>",
        development.attachment,
        name="development_mail_attachment",
    ),
]
