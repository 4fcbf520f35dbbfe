from django.db.models import QuerySet
from wagtail.models import PageViewRestriction


class KnownUnrestricted:
    """A page that may have been fetched with the question whether a view restriction rests on it."""

    resolved_unrestricted = False

    def get_view_restrictions(self) -> QuerySet:
        if self.resolved_unrestricted:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()
