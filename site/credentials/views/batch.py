"""A list of codes, pasted or uploaded, answered with a table or a CSV file. Nothing of it is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core.clock import now
from core.csv_file import csv_file
from credentials import queries
from credentials.forms import BatchForm
from safety.views import acting

from .uploads import is_too_large

# A pasted list and a file of the greatest size, in the form's own wrapping.
MAX_UPLOAD_BYTES = 1024 * 1024
HEADINGS = ("code", "status", "explanation", "name", "title", "date", "minutes", "valid_until")


@csrf_exempt
@acting
@require_http_methods(["GET", "HEAD", "POST"])
def verify_many(request: HttpRequest) -> HttpResponse:
    """A form; posted, the table of what the codes stand for.

    It changes nothing and asks nobody's right, so it needs no token and leaves no cookie.
    """
    if request.method != "POST":
        return render(request, "credentials/batch.html", {"form": BatchForm()})
    if is_too_large(request, MAX_UPLOAD_BYTES):
        form = BatchForm({})
        form.add_error("file", _("This file is larger than 200 KB."))
        return render(request, "credentials/batch.html", {"form": form}, status=413)
    form = BatchForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "credentials/batch.html", {"form": form}, status=400)
    rows = queries.batch(form.cleaned_data["lines"], now())
    if request.POST.get("as") == "csv":
        return _as_csv(rows)
    again = BatchForm(initial={"codes": "\n".join(queries.looked_up_again(rows))})
    context = {"form": again, "rows": rows, "counted": queries.counted(rows)}
    return render(request, "credentials/batch.html", context)


def _as_csv(rows: list[queries.BatchRow]) -> HttpResponse:
    name = _("certificates")
    return csv_file(
        f"{name}.csv",
        HEADINGS,
        (
            (
                row.code,
                row.look,
                row.headline,
                row.holder_name,
                row.title,
                row.day,
                row.minutes,
                row.valid_until,
            )
            for row in rows
        ),
    )
