"""The admin's door: through allauth's sign-in, with its second factor."""

from allauth.account.views import EmailVerificationSentView
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts import strangers
from core.clock import now
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


class VerificationSent(EmailVerificationSentView):
    """A mail is on its way; or, while many make an account, it comes only later. The same for every address."""

    def get_context_data(self, **kwargs: object) -> dict:
        return super().get_context_data(**kwargs) | {"are_many": strangers.are_many(now())}


class SignedIn(WagtailAdminTemplateMixin, TemplateView):
    """Whether the asker may still enter the admin: 204 to a script, a few words to a person.

    Whoever may not gets Wagtail's own answer: 403 to a script, the sign-in to a person.
    """

    template_name = "accounts/admin/signed_in.html"
    page_title = _("Signed in again")
    header_icon = "check"

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            return HttpResponse(status=204)
        return super().get(request, *args, **kwargs)
