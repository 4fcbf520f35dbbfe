"""How much a file may hold. Everything beyond is refused before it is read."""

MEGABYTE = 1024 * 1024

FILE_BYTES = 5 * MEGABYTE
QUESTIONS = 500
# Far more than the bank takes; html.parser needs a time that grows with the square of broken HTML.
TEXT = 20_000
ELEMENTS = 500
UNCLOSED = 20
# An XML tree is walked down no further than this.
DEPTH = 60
# Two hundred for each question; every one costs some hundred times the four bytes it may be written in.
XML_ELEMENTS = 100_000

# A picture, and how far it may unfold: what a page shows of it is smaller than a megapixel.
PICTURE_BYTES = 2 * MEGABYTE
PICTURE_PIXELS = 25_000_000

# A content package, unpacked. A package of text shrinks to a tenth; a bomb to a thousandth.
PACKAGE_BYTES = 30 * MEGABYTE
PACKAGE_FILES = 2000
PACKAGE_RATIO = 200
