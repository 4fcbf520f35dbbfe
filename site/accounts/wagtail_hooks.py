from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from .admin_organisations import OrganisationViewSet
from .admin_users import EraseBulkAction
from .views.entrance import SignedIn

# Takes the place of Wagtail's own, which would leave the name on certificates and in mails.
hooks.register("register_bulk_action", EraseBulkAction)


@hooks.register("register_admin_viewset")
def organisations() -> OrganisationViewSet:
    return OrganisationViewSet("organisaties")


@hooks.register("register_admin_urls")
def signed_in_address() -> list:
    return [path("aangemeld/", SignedIn.as_view(), name="signed_in")]


@hooks.register("insert_global_admin_js")
def tell_who_is_signed_out() -> SafeString:
    ask = reverse("signed_in")
    sign_in = f"{reverse('account_login')}?{urlencode({'next': ask})}"
    return format_html(
        '{}<script type="module" src="{}"></script>',
        render_to_string("accounts/admin/signed_out.html", {"ask": ask, "sign_in": sign_in}),
        static("admin/signed_in.js"),
    )
