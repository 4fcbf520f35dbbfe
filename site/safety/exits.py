"""Where the quick exit leads: an editor's choice."""

from django.conf import settings

from .models import SafetySettings


def exit_url() -> str:
    """The neutral site an editor chose, or the one the server starts with."""
    chosen = SafetySettings.objects.values_list("exit_url", flat=True).first()
    return chosen or settings.QUICK_EXIT_URL
