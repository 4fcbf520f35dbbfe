"""What editors may do in the admin."""

from wagtail.permission_policies import ModelPermissionPolicy


class OnlyChanged(ModelPermissionPolicy):
    """What comes from a file is added with it and hidden rather than deleted: here it is changed."""

    def user_has_permission(self, user, action):
        return action not in {"add", "delete"} and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action)
