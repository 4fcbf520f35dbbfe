"""The admin's door: through allauth's sign-in, with its second factor."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from safety.views import acting


@acting
def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in; whoever is signed in already may not enter, and is told so."""
    if request.user.is_authenticated:
        # What Wagtail wanted to say stands on the page itself.
        list(messages.get_messages(request))
        raise PermissionDenied
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{reverse('account_login')}?{query}" if query else "account_login")
