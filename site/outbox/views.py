"""Refusing one kind of mail by the link in it, without signing in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from core.clock import now
from safety.views import acting

from . import kinds, links, queries, readers, services

# What a mail program sends when its own button is pressed (RFC 8058, section 3.2).
ONE_CLICK = ("List-Unsubscribe", "One-Click")


@acting
@csrf_exempt  # A mail program has no cookie; the signed link is the proof.
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET says how it stands and asks (mail scanners follow links), POST changes it.

    A mail program is answered at once: it follows no redirect.
    """
    link = links.read(token)
    kind = kinds.optional_kind(link.kind) if link else None
    if link is None or kind is None:
        raise Http404
    subject_id = queries.present_subject(link.subject_id)
    if request.method == "POST":
        name, value = ONE_CLICK
        by_program = request.POST.get(name) == value
        wanted = not by_program and request.POST.get("kies") == "wel"
        services.choose_by_link(subject_id=subject_id, kind=kind.key, wanted=wanted, now=now())
        if not by_program:
            return redirect(request.path)
    # Nobody writes to who has been erased: for them these mails have stopped.
    is_wanted = readers.is_somebody(subject_id) and queries.is_wanted(subject_id, kind.key)
    context = {"kind": kind, "wanted": is_wanted}
    return render(request, "outbox/unsubscribe.html", context)
