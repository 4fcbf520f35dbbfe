from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from core.clock import now
from learning import queries
from safety.views import acting


@acting
@login_required
def my_place(request: HttpRequest) -> HttpResponse:
    place = queries.my_place(
        subject_id=request.user.subject_id, language=get_language() or "", now=now()
    )
    return render(
        request, "learning/my_place.html", {"place": place, "name": request.user.get_full_name()}
    )
