"""Pages for citizens. Each factory hangs its page below `parent` and publishes it."""

from wagtail.models import Locale, Page, Site

from campaigns.models import CampaignIndexPage, CampaignPage, HomePage


def publish(parent: Page, page: Page) -> Page:
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def make_home(language: str = "nl", **given) -> HomePage:
    """The home page of a language; the site shows the Dutch one, the others are its translations."""
    locale, _new = Locale.objects.get_or_create(language_code=language)
    values = {"title": "Home", "heading": "Een zin", "slug": f"start-{language}", "locale": locale}
    if language != "nl":
        values["translation_key"] = HomePage.objects.get(locale__language_code="nl").translation_key
    home = publish(Page.get_first_root_node(), HomePage(**(values | given)))
    if language == "nl":
        site = Site.objects.get(is_default_site=True)
        site.root_page = home
        site.save()
    return home


def make_index(home: HomePage, **given) -> CampaignIndexPage:
    values = {"title": "Lezen", "slug": "campagnes"}
    return publish(home, CampaignIndexPage(**(values | given)))


def make_campaign(index: CampaignIndexPage, slug: str, **given) -> CampaignPage:
    values = {"title": f"Over {slug}", "slug": slug, "lead": f"Eerste zin van {slug}."}
    return publish(index, CampaignPage(**(values | given)))
