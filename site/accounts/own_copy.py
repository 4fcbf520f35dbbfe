"""A person's own copy, as a file."""

from uuid import UUID

from django.http import JsonResponse

from .queries import copy_of


def copy_file(subject_id: UUID) -> JsonResponse:
    """Everything held about one person. For that person's eyes: who asks is checked before."""
    return JsonResponse(
        copy_of(subject_id),
        json_dumps_params={"indent": 2, "ensure_ascii": False},
        headers={"Content-Disposition": 'attachment; filename="mijn-gegevens.json"'},
    )
