"""Every address of the site. Paths are Dutch and stay: they are printed and linked."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.contrib.staticfiles.urls import staticfiles_urlpatterns
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from accounts.views import entrance
from design.translation_words import TranslationWords
from safety import views as safety

handler400 = "design.views.bad_request"
handler403 = "design.views.permission_denied"
handler404 = "design.views.page_not_found"
handler429 = "design.views.too_many_requests"  # allauth's own; Django has none
handler500 = "design.server_error.server_error"

to_sign_in = safety.acting(RedirectView.as_view(pattern_name="account_login", query_string=True))
to_password = RedirectView.as_view(pattern_name="account_reset_password")
to_change_password = RedirectView.as_view(pattern_name="account_change_password")

urlpatterns = [
    path("healthz", safety.healthy, name="healthz"),
    path("weg/", safety.quick_exit, name="quick_exit"),
    # Wagtail's own sign-in and password addresses would go round the second factor.
    path("admin/login/", entrance.admin_sign_in),
    path("admin/password_reset/", to_password),
    path("admin/account/change_password/", to_change_password),
    # Before wagtail-localize's own at the same address.
    path("admin/localize/jsi18n/", require_admin_access(TranslationWords.as_view())),
    path("admin/", include(wagtailadmin_urls)),
    path("documenten/", include(safety.acting_urls(wagtaildocs_urls.urlpatterns))),
    path("", include("webinar.recordings.urls")),
    path("", include("campaigns.root_urls")),
    path("", include("credentials.root_urls")),
    *staticfiles_urlpatterns(),
]

if settings.DEBUG:
    urlpatterns += [
        path("", include("design.development_urls")),
        path("", include("outbox.development_urls")),
        # Elsewhere the web server in front gives uploaded images.
        *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    ]

urlpatterns += i18n_patterns(
    path("accounts/", include("accounts.urls")),
    path("", include("accounts.privacy_urls")),
    path("", include("accounts.organisation_urls")),
    path("", include("outbox.urls")),
    path("", include("credentials.urls")),
    path("", include("quizzes.urls")),
    path("", include("webinar.live.urls")),
    path("", include("learning.urls")),
    path("", include("search.urls")),
    path("_util/login/", to_sign_in),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
