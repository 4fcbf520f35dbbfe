from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import register_permission_policy

from design.listed_only import ListedOnlyPolicy

from .models import Certificate

register_permission_policy(Certificate, ListedOnlyPolicy(Certificate))

from .admin import CertificateViewSet  # noqa: E402 -- the policy comes first
from .ledger_admin import RegisterViewSet  # noqa: E402 -- the same


@hooks.register("register_admin_viewset")
def certificates() -> ViewSet:
    return CertificateViewSet()


@hooks.register("register_admin_viewset")
def registers() -> ViewSet:
    return RegisterViewSet()
