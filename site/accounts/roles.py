"""Two roles beside administrators: who edits, and who coordinates. A role is a group of users.

An app on a higher floor says from its `ready()` what a role may do with its models, by
`grant(EDITORS, "quizzes.add_quiz", ...)`; `ensure_roles` writes it all down.
"""

from collections import defaultdict
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
)
from wagtail.snippets.models import get_snippet_models

from .enums import Role

if TYPE_CHECKING:
    from accounts.models import User

EDITORS = "editors"
COORDINATORS = "coordinators"
# The groups' names, as the admin shows them.
NAMES = {EDITORS: "Redactie", COORDINATORS: "Coördinatie"}

# As Wagtail names what it comes with, and as the admin shows it: "Stuur door naar …".
WAGTAILS_WORKFLOW = "Moderators approval"
READING_OVER = "een collega van de redactie"

PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
COLLECTION_PERMISSIONS = (
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
)
# Of the tool that puts pages, and what stands in them, into another language.
TRANSLATE = "wagtail_localize.submit_translation"
SNIPPET_ACTIONS = ("add", "change", "view", "publish", "lock", "unlock")


_granted: dict[str, set[str]] = defaultdict(set)


def grant(role: str, *permissions: str) -> None:
    """What members of a role may do, as "app_label.codename"."""
    _granted[role].update(permissions)


def role_of(user: "User | AnonymousUser") -> str:
    """The role in which this person works in the admin; empty for somebody of a group of one's own."""
    if user.is_superuser:
        return Role.ADMINISTRATORS
    names = set(user.groups.values_list("name", flat=True))
    return next((Role(role) for role in NAMES if NAMES[role] in names), "")


def ensure_roles() -> dict[str, Group]:
    """Both groups with at least their permissions, by role; what was added by hand stays."""
    with transaction.atomic():
        groups = {role: Group.objects.get_or_create(name=NAMES[role])[0] for role in NAMES}
        for role, group in groups.items():
            wanted = {"wagtailadmin.access_admin", *_granted[role]}
            if role == EDITORS:
                wanted |= _snippet_permissions() | {TRANSLATE}
                _may_edit_pages(group)
                _may_use_collections(group)
                _read_over_each_other(group)
            group.permissions.add(*_permissions(wanted))
    return groups


def _read_over_each_other(group: Group) -> None:
    """Wagtail comes with a workflow in English, to a group that nobody here is in: an editor asks another.

    One that has been given a name of its own is left alone.
    """
    for task in GroupApprovalTask.objects.filter(name=WAGTAILS_WORKFLOW):
        task.name = READING_OVER
        task.save(update_fields=["name"])
        task.groups.set([group])
    Workflow.objects.filter(name=WAGTAILS_WORKFLOW).update(name=READING_OVER)


def _permissions(names: set[str]) -> list[Permission]:
    found = Permission.objects.select_related("content_type").filter(
        content_type__app_label__in={name.split(".")[0] for name in names},
        codename__in={name.split(".")[1] for name in names},
    )
    return [each for each in found if f"{each.content_type.app_label}.{each.codename}" in names]


def _snippet_permissions() -> set[str]:
    return {
        f"{model._meta.app_label}.{action}_{model._meta.model_name}"
        for model in get_snippet_models()
        for action in SNIPPET_ACTIONS
    }


def _may_edit_pages(group: Group) -> None:
    root = Page.get_first_root_node()
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=PAGE_PERMISSIONS
    ):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _may_use_collections(group: Group) -> None:
    root = Collection.get_first_root_node()
    for permission in _permissions(set(COLLECTION_PERMISSIONS)):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )
