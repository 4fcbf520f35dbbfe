"""Users in the Wagtail admin: one name, as on the certificate; to delete one is to erase a person."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.bulk_actions.delete import DeleteBulkAction
from wagtail.users.views.users import DeleteView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from . import services
from .models import User
from .names import tidy


class OneName:
    """A name that stands well on a certificate; one of which nothing can be seen is asked again."""

    cleaned_data: dict
    fields: dict[str, forms.Field]

    def clean_name(self) -> str:
        name = tidy(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"])
        return name


class UserAdminEditForm(OneName, UserEditForm):
    first_name = None
    last_name = None
    name = forms.CharField(label=_("Name"), max_length=120)

    class Meta(UserEditForm.Meta):
        fields = {"email", "name", "is_superuser", "groups", "is_active"}


class UserAdminCreationForm(OneName, UserCreationForm):
    first_name = None
    last_name = None
    name = forms.CharField(label=_("Name"), max_length=120)

    class Meta(UserCreationForm.Meta):
        fields = {"email", "name", "is_superuser", "groups"}


class UserEraseView(DeleteView):
    def delete_action(self) -> None:
        services.erase(user=self.object)


class EraseBulkAction(DeleteBulkAction):
    @classmethod
    def execute_action(cls, objects: list[User], **kwargs: object) -> tuple[int, int]:
        for user in objects:
            services.erase(user=user)
        return len(objects), 0


class UserViewSet(WagtailUserViewSet):
    delete_view_class = UserEraseView

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return UserAdminEditForm if for_update else UserAdminCreationForm
