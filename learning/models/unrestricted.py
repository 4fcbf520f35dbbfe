from django.db.models import QuerySet
from wagtail.models import PageViewRestriction


class KnownUnrestricted:
    """A page of which it may be known already that no view restriction rests on it.

    `learning.routing` looks once per generation, and a changed restriction starts the next one.
    """

    resolved_unrestricted = False

    def get_view_restrictions(self) -> QuerySet:
        if self.resolved_unrestricted:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()
