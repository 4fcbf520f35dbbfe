"""Which mails somebody gets, and which are always sent."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts import services
from core.clock import now
from outbox import queries
from safety.views import acting


@acting
@login_required
def mails(request: HttpRequest) -> HttpResponse:
    """GET shows every kind of mail, POST keeps what is ticked."""
    subject_id = request.user.subject_id
    if request.method == "POST":
        services.choose_mails(
            subject_id=subject_id, wanted=set(request.POST.getlist("soort")), now=now()
        )
        messages.success(request, _("Your choice is kept."))
        return redirect("accounts:mails")
    context = {"choices": queries.choices_of(subject_id), "always": queries.always_sent()}
    return render(request, "accounts/mails.html", context)
