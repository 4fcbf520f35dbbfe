"""XML as a small tree whose elements know their line. No DTD, no entities, nothing from outside.

Names come without their namespace: `local("imsmd:keyword")` is "keyword". Read with defusedxml
(github.com/tiran/defusedxml), which refuses document types and entities before they do harm.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.sax import ContentHandler, SAXParseException
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml import DefusedXmlException
from defusedxml.sax import parseString

from .errors import FileRefused
from .limits import DEPTH, XML_ELEMENTS
from .plain_text import decoded
from .reasons import Reason

DECLARED = re.compile(r"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']")


@dataclass
class Element:
    name: str
    attributes: dict[str, str]
    line: int
    content: list["Element | str"] = field(default_factory=list)

    @property
    def children(self) -> list["Element"]:
        return [piece for piece in self.content if isinstance(piece, Element)]

    @property
    def text(self) -> str:
        """All text in it, however deep."""
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.content)

    def get(self, attribute: str, default: str = "") -> str:
        return self.attributes.get(attribute, default)

    def all(self, name: str) -> list["Element"]:
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> "Element | None":
        return next((child for child in self.children if child.name == name), None)

    def below(self, *names: str) -> Iterator["Element"]:
        """Every element of one of these names, however deep, in the order of the file."""
        for child in self.children:
            if child.name in names:
                yield child
            yield from child.below(*names)


def as_it_is(name: str) -> str:
    return name


def parse(
    content: bytes, *, counted: tuple[str, ...] = (), rename: Callable[[str], str] = as_it_is
) -> Element:
    """The root of an XML file in UTF-8; raises FileRefused with the line and the how-manieth of the
    `counted` elements where reading stopped. `rename` is applied to every name."""
    declared = DECLARED.match(decoded(content).lstrip())
    if declared and declared[1].lower() not in ("utf-8", "us-ascii"):
        raise FileRefused(Reason.NOT_UTF8, line=1)
    builder = _Builder(counted, rename)
    try:
        parseString(content, builder, forbid_dtd=True)
    except SAXParseException as broken:
        raise FileRefused(
            Reason.NOT_XML,
            line=broken.getLineNumber() or 0,
            number=builder.number,
            why=broken.getMessage(),
        ) from broken
    except DefusedXmlException as refused:
        raise FileRefused(Reason.DTD, line=builder.line) from refused
    if builder.root is None:
        raise FileRefused(Reason.EMPTY)
    return builder.root


def local(name: str) -> str:
    return name.rpartition(":")[2]


class _Builder(ContentHandler):
    def __init__(self, counted: tuple[str, ...], rename: Callable[[str], str]) -> None:
        super().__init__()
        self.root: Element | None = None
        self.number = 0
        self._elements = 0
        self._open: list[Element] = []
        self._counted, self._rename = counted, rename
        self._locator: Locator | None = None

    @property
    def line(self) -> int:
        return (self._locator.getLineNumber() or 0) if self._locator else 0

    def setDocumentLocator(self, locator: Locator) -> None:
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        attributes = {self._rename(local(key)): attrs.getValue(key) for key in attrs.getNames()}
        element = Element(self._rename(local(name)), attributes, self.line)
        self.number += element.name in self._counted
        self._elements += 1
        if self._elements > XML_ELEMENTS:
            raise FileRefused(
                Reason.TOO_MANY_ELEMENTS, line=self.line, number=self.number, count=XML_ELEMENTS
            )
        if len(self._open) >= DEPTH:
            raise FileRefused(Reason.TOO_DEEP, line=self.line, number=self.number)
        if self._open:
            self._open[-1].content.append(element)
        else:
            self.root = element
        self._open.append(element)

    def endElement(self, name: str) -> None:
        self._open.pop()

    def characters(self, content: str) -> None:
        if self._open:
            self._open[-1].content.append(content)
