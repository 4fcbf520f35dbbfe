"""Sign-in, sign-up, second factor (allauth), and what people decide about their own data."""

from allauth.urls import urlpatterns as allauth_patterns

from safety.views import acting_urls

urlpatterns = [
    *acting_urls(allauth_patterns),
]
