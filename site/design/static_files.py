"""How the files of the style are stored on a server."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Every file under a name that its content gives, also where one script imports another.

    Browsers keep such a file for a year. Were an import to lead to the plain name, they would go on with
    the old half of a page's scripts after an upgrade.
    """

    support_js_module_import_aggregation = True
