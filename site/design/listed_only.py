"""Rows that the admin lists and acts on by name, and that nobody adds, edits or deletes by hand."""

from collections.abc import Iterable

from django.urls import path
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

BY_HAND = {"add", "change", "delete"}


class ListedOnlyPolicy(ModelPermissionPolicy):
    """What Wagtail's policy allows, save the three ways of writing by hand; for administrators too."""

    def user_has_permission(self, user: object, action: str) -> bool:
        return action not in BY_HAND and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: object, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class ListedOnlyViewSet(ModelViewSet):
    """The list and its search; subclasses add the addresses of their own verbs."""

    copy_view_enabled = False
    add_to_reference_index = False

    def get_urlpatterns(self) -> list:
        addresses = [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]
        if self.inspect_view_enabled:
            addresses.append(path("inspect/<int:pk>/", self.inspect_view, name="inspect"))
        return addresses

    def get_common_view_kwargs(self, **kwargs) -> dict:
        absent = dict.fromkeys(
            ("history_url_name", "usage_url_name", "add_url_name", "edit_url_name"), None
        )
        return super().get_common_view_kwargs(**absent, delete_url_name=None, **kwargs)
