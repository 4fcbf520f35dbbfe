import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.images import get_image_model
from wagtail.models import GroupPagePermission, Page
from wagtail.permissions import policy_registry

from accounts.roles import ensure_roles
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def member(role):
    user = UserFactory()
    user.groups.add(ensure_roles()[role])
    return user


def test_ensure_roles_is_safe_to_repeat():
    first = ensure_roles()
    counts = (Group.objects.count(), GroupPagePermission.objects.count())
    assert ensure_roles() == first
    assert (Group.objects.count(), GroupPagePermission.objects.count()) == counts


def test_ensure_roles_keeps_what_was_added_by_hand():
    group = ensure_roles()["coordinators"]
    extra = Permission.objects.get(codename="add_redirect")
    group.permissions.add(extra)
    ensure_roles()
    assert extra in group.permissions.all()


def test_editors_may_publish_pages_and_choose_pictures():
    editor = member("editors")
    allowed = Page.get_first_root_node().get_children().first().permissions_for_user(editor)
    assert allowed.can_add_subpage()
    assert allowed.can_edit()
    assert allowed.can_publish()
    pictures = policy_registry.get_by_type(get_image_model())
    assert pictures.user_has_permission(editor, "choose")
    assert not editor.has_perm("credentials.revoke_certificate")


def test_coordinators_may_revoke_and_not_edit_pages():
    coordinator = member("coordinators")
    assert coordinator.has_perm("credentials.view_certificate")
    assert coordinator.has_perm("credentials.revoke_certificate")
    assert coordinator.has_perm("outbox.retry_outgoingmail")
    home = Page.get_first_root_node().get_children().first()
    assert not home.permissions_for_user(coordinator).can_edit()


def test_command_makes_the_groups(capsys):
    call_command("roles")
    assert set(Group.objects.values_list("name", flat=True)) >= {"Redactie", "Coördinatie"}
    assert "Coördinatie: " in capsys.readouterr().out
