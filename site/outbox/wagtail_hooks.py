from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import register_permission_policy

from design.listed_only import ListedOnlyPolicy

from .models import OutgoingMail

register_permission_policy(OutgoingMail, ListedOnlyPolicy(OutgoingMail))

from .admin import MailViewSet  # noqa: E402 -- the policy comes first


@hooks.register("register_admin_viewset")
def mails() -> ViewSet:
    return MailViewSet()
