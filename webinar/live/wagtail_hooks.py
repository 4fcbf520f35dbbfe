from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail import hooks

from .viewsets import LiveSessionViewSet


@hooks.register("register_admin_viewset")
def live_sessions() -> LiveSessionViewSet:
    return LiveSessionViewSet("livesessies")


@hooks.register("register_permissions")
def who_takes_part() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="live", codename="see_participants_livesession"
    )
