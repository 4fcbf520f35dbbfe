"""Browsers keep the files of the style for a year: an upgrade must reach every one of them."""

import re
import shutil
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from config.settings import base

OURS = Path(settings.SITE_DIR) / "static"
IMPORTED = re.compile(r"""\b(?:from|import)\s+["'](\./[^"']+)["']""")
FINGERPRINT = re.compile(r"\.[0-9a-f]{12}\.js$")


def test_script_imports_the_others_under_the_names_that_their_content_gives(tmp_path):
    """Otherwise new scripts would work together with old ones after an upgrade."""
    shutil.copytree(OURS / "js", tmp_path / "js")
    kind = import_string(base.STORAGES["staticfiles"]["BACKEND"])
    storage = kind(location=tmp_path, base_url="/static/")
    names = [f"js/{file.name}" for file in (tmp_path / "js").glob("*.js")]

    stored = list(storage.post_process({name: (storage, name) for name in names}))

    imported = {
        target
        for _name, given, _done in stored
        if given and FINGERPRINT.search(given)
        for target in IMPORTED.findall((tmp_path / given).read_text("utf-8"))
    }
    assert len(imported) > 10
    assert [target for target in imported if not FINGERPRINT.search(target)] == []
    assert all((tmp_path / "js" / target).is_file() for target in imported)


def test_file_with_a_plain_name_is_asked_for_again_soon():
    """As those that the page for a bug names."""
    assert base.WHITENOISE_MAX_AGE <= 3600
