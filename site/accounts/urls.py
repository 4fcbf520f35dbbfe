"""Sign-in, sign-up, second factor (allauth), and what people decide about their own data."""

from django.urls import include, path

urlpatterns = [
    path("", include("allauth.urls")),
]
