"""Addresses of an attempt. There is none to begin one: whoever shows the quiz does that."""

from django.urls import path

from . import views

app_name = "quizzes"

urlpatterns = [
    path("toets/<uuid:public_id>/", views.attempt, name="attempt"),
    path("toets/<uuid:public_id>/antwoord/", views.answer, name="answer"),
    path("toets/<uuid:public_id>/nakijken/", views.check, name="check"),
    path("toets/<uuid:public_id>/indienen/", views.submit, name="submit"),
    path("toets/<uuid:public_id>/resultaat/", views.result, name="result"),
]
