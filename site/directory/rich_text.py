"""The rich text feature "claim": words that stand or fall with a claim, kept as a marked span."""

from collections.abc import Mapping

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from draftjs_exporter import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineEntityElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text.feature_registry import FeatureRegistry

from .unconfirmed import MARK

FEATURE = "claim"
ENTITY = "CLAIM"


class ClaimElementHandler(InlineEntityElementHandler):
    """From the database into the editor."""

    mutability = "MUTABLE"

    def get_attribute_data(self, attrs: Mapping[str, str]) -> dict[str, str]:
        return {"key": attrs[MARK]}


def claim_entity(props: dict) -> object:
    """From the editor into the database."""
    return DOM.create_element("span", {MARK: props.get("key")}, props["children"])


def register(features: FeatureRegistry) -> None:
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        EntityFeature(
            {
                "type": ENTITY,
                "icon": "clipboard-list",
                "description": _("Claim: words that need a source"),
                "attributes": ["key"],
                "allowlist": {"data-claim": True},
                "chooserUrls": {"claimChooser": reverse_lazy("claim_chooser:choose")},
            },
            js=["wagtailadmin/js/chooser-modal.js", "admin/claim_entity.js"],
        ),
    )
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {f"span[{MARK}]": ClaimElementHandler(ENTITY)},
            "to_database_format": {"entity_decorators": {ENTITY: claim_entity}},
        },
    )
