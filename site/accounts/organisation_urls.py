"""Whom somebody works for: joining, leaving, and asking others to join."""

from django.urls import path

from .views import organisations

app_name = "organisations"

urlpatterns = [
    path("mijn/organisatie/", organisations.mine, name="mine"),
    path("mijn/organisatie/toetreden/", organisations.join_with_code, name="join_with_code"),
    path("mijn/organisatie/<uuid:public_id>/toetreden/", organisations.join, name="join"),
    path("mijn/organisatie/<uuid:public_id>/weigeren/", organisations.decline, name="decline"),
    path("mijn/organisatie/<uuid:public_id>/verlaten/", organisations.leave, name="leave"),
    path(
        "mijn/organisatie/<uuid:public_id>/herinneringen/",
        organisations.set_reminders,
        name="set_reminders",
    ),
    path("mijn/organisatie/<uuid:public_id>/uitnodigen/", organisations.invite, name="invite"),
]
