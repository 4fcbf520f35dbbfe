"""Live sessions. The first two addresses are printed and linked."""

from django.urls import path

from .views import guests, registering, sessions

app_name = "live"

urlpatterns = [
    path("webinars/", sessions.index, name="index"),
    path("webinars/<slug:slug>/", sessions.session, name="session"),
    path("webinars/<slug:slug>/inschrijven/", registering.register, name="register"),
    path("webinars/<slug:slug>/kijk-in-je-mail/", registering.check_mail, name="check_mail"),
    path("webinars/<slug:slug>/uitschrijven/", registering.cancel, name="cancel"),
    path("webinars/<slug:slug>/aannemen/", registering.accept, name="accept"),
    path("webinars/<slug:slug>/weigeren/", registering.decline, name="decline"),
    path("webinars/<slug:slug>/agenda.ics", registering.calendar, name="calendar"),
    path("webinars/<slug:slug>/deelnemen/", registering.join, name="join"),
    path("webinars/<slug:slug>/bevestigen/<str:token>/", guests.confirm, name="confirm"),
    path("webinars/<slug:slug>/plaats/<str:token>/", guests.show, name="guest"),
    path(
        "webinars/<slug:slug>/plaats/<str:token>/uitschrijven/",
        guests.cancel,
        name="guest_cancel",
    ),
    path("webinars/<slug:slug>/plaats/<str:token>/aannemen/", guests.accept, name="guest_accept"),
    path("webinars/<slug:slug>/plaats/<str:token>/weigeren/", guests.decline, name="guest_decline"),
    path(
        "webinars/<slug:slug>/plaats/<str:token>/agenda.ics",
        guests.calendar,
        name="guest_calendar",
    ),
    path("webinars/<slug:slug>/plaats/<str:token>/deelnemen/", guests.join, name="guest_join"),
    path("webinars/<slug:slug>/plaats/<str:token>/gegevens/", guests.copy, name="guest_copy"),
    path("webinars/<slug:slug>/plaats/<str:token>/wissen/", guests.erase, name="guest_erase"),
]
