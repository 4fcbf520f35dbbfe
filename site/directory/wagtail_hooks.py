"""What Wagtail's admin gets from us: the desk, the list to review, the rich text feature."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from . import rich_text
from .admin import ClaimChooserViewSet, ClaimsToReviewView, DirectoryGroup
from .models import Claim, Service
from .services import let_go

register_snippet(DirectoryGroup)


@hooks.register("register_admin_viewset")
def register_claim_chooser() -> ClaimChooserViewSet:
    return ClaimChooserViewSet("claim_chooser", url_prefix="claim-chooser")


@hooks.register("register_rich_text_features")
def register_claim_feature(features: FeatureRegistry) -> None:
    rich_text.register(features)


@hooks.register("register_admin_urls")
def register_review_addresses() -> list[URLPattern]:
    return [
        path("reports/claims/", ClaimsToReviewView.as_view(), name="claims_to_review"),
        path(
            "reports/claims/results/",
            ClaimsToReviewView.as_view(results_only=True),
            name="claims_to_review_results",
        ),
    ]


class ReviewMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("directory.change_claim")


@hooks.register("register_reports_menu_item")
def register_review_menu_item() -> ReviewMenuItem:
    return ReviewMenuItem(
        _("Claims to check"),
        reverse("claims_to_review"),
        icon_name="clipboard-list",
        order=700,
    )


@hooks.register("after_delete_snippet")
def let_go_after_deletion(request: HttpRequest, instances: list) -> None:
    """Several at once are deleted by Wagtail itself."""
    if any(isinstance(instance, Claim | Service) for instance in instances):
        let_go()
