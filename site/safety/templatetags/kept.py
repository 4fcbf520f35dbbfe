"""Parts of a page that are the same for everyone are drawn once per generation."""

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from safety import page_cache

register = template.Library()


class KeptNode(template.Node):
    def __init__(self, name: str, key: FilterExpression, nodelist: NodeList) -> None:
        self.name = name
        self.key = key
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        key = self.key.resolve(context, ignore_failures=True)
        if key is None:
            return self.nodelist.render(context)
        return page_cache.fragment(
            ("markup", self.name, key, get_language()), lambda: self.nodelist.render(context)
        )


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """`{% kept "header" page.pk %} … {% endkept %}`: drawn once per key, language and generation.

    Within stands nothing that belongs to one reader: no name, no token, no message. A key that is
    missing or None keeps nothing.
    """
    try:
        _, name, key = token.split_contents()
    except ValueError:
        raise template.TemplateSyntaxError("kept needs a name and a key.") from None
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(name.strip("\"'"), parser.compile_filter(key), nodelist)
