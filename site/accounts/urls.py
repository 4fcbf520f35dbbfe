"""Sign-in, sign-up, second factor (allauth), and what people decide about their own data."""

from allauth.urls import urlpatterns as allauth_patterns
from django.urls import path

from safety.views import acting, acting_urls

from .views.entrance import VerificationSent

urlpatterns = [
    path(
        "confirm-email/",
        acting(VerificationSent.as_view()),
        name="account_email_verification_sent",
    ),
    *acting_urls(allauth_patterns),
]
