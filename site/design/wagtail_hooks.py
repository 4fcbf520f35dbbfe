from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_js")
def keep_typed_moments() -> SafeString:
    """Before any form of the page: the form makes its calendars while it is read."""
    return format_html('<script src="{}"></script>', static("admin/typed_moments.js"))


@hooks.register("insert_global_admin_js")
def save_one_at_a_time() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("admin/one_save.js"))
