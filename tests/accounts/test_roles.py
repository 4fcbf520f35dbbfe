import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.images import get_image_model
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page, Workflow
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


def test_page_that_an_editor_sends_on_is_read_over_by_a_colleague():
    """Not by Wagtail's moderators, a group that nobody here is in."""
    editor, colleague = member("editors"), member("editors")
    page = Page.get_first_root_node().get_children().first()

    page.save_revision()
    workflow = page.get_workflow()
    workflow.start(page, editor)
    task = page.current_workflow_task

    assert str(workflow) == "een collega van de redactie"
    assert "approve" in {name for name, *_rest in task.get_actions(page, colleague)}


def test_workflow_with_a_name_of_its_own_is_left_alone():
    ensure_roles()
    Workflow.objects.update(name="Onze afspraak")
    GroupApprovalTask.objects.update(name="Onze afspraak")
    for task in GroupApprovalTask.objects.all():
        task.groups.set([ensure_roles()["coordinators"]])

    ensure_roles()

    [task] = GroupApprovalTask.objects.all()
    assert [group.name for group in task.groups.all()] == ["Coördinatie"]
    assert Workflow.objects.get().name == "Onze afspraak"
