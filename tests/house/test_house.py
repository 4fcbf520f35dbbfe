"""What holds for the whole tree: floors, migrations, messages, and what may not stand in a file."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Written in two pieces, so that this file does not hold what it forbids.
FORBIDDEN = {
    "a path of one machine": re.compile(r"(?<![\w./-])/(?:root|" + r"work)/\w"),
    "a registry's host": re.compile(
        r"(?:pypi|pythonhosted|npmjs|npmmirror)" + r"\.(?:org|com)|deb\." + r"debian\.org"
    ),
    "a private key": re.compile("-----BEGIN [A-Z ]*PRIVATE " + "KEY"),
    "work left for later": re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|NotImplemented" + r"Error)\b"),
}
TEXT = {
    "",
    ".cfg",
    ".css",
    ".example",
    ".html",
    ".in",
    ".js",
    ".json",
    ".lua",
    ".md",
    ".po",
    ".py",
    ".sh",
    ".toml",
    ".txt",
    ".typ",
    ".vtt",
    ".xml",
    ".yaml",
    ".yml",
}
OF_OTHERS = ("tests/vendor/", "site/static/vendor/", "site/static/fonts/")


def tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.fail("This test reads the list of tracked files: run it in a git clone.")
    return [name for name in listed.stdout.split("\0") if (ROOT / name).is_file()]


def run(*command: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_floors_hold():
    """The other checks run ahead of the tests only (`make check`): they take long."""
    done = run(sys.executable, ".ci/check.py", "floors")

    assert done.returncode == 0, done.stdout + done.stderr


def test_files_hold_nothing_that_belongs_elsewhere():
    found = [
        f"{name}:{number}: {what}"
        for name in tracked()
        if Path(name).suffix in TEXT and not name.startswith(OF_OTHERS)
        for number, line in enumerate((ROOT / name).read_text("utf-8").splitlines(), start=1)
        for what, pattern in FORBIDDEN.items()
        if pattern.search(line)
    ]

    assert found == []


def test_settings_that_the_shell_names_are_never_those_of_the_tests(pytestconfig):
    """They remove the folder with their data at the end; `--ds` goes before the environment."""
    assert pytestconfig.getoption("ds") == "config.settings.test"


def test_packages_for_tests_hold_those_of_the_site_at_the_same_versions():
    def pins(kind: str) -> set[str]:
        listed = (ROOT / "requirements" / f"{kind}.txt").read_text("utf-8")
        return set(re.findall(r"^([\w.-]+==[^ ;\\]+)", listed, re.MULTILINE))

    assert len(pins("base")) > 50
    assert pins("base") <= pins("dev")


def test_rows_are_locked_without_keeping_others_from_pointing_at_them():
    """A row that points at one under the stronger lock waits at its commit, for who may wait for it: two
    requests that PostgreSQL then ends with an error. Only what is about to be deleted is locked so.
    """
    stronger = re.compile(r"select_for_update\((?!no_key=True)")
    found = {
        name: count
        for name in tracked()
        if name.endswith(".py") and not name.startswith("tests/")
        if (count := len(stronger.findall((ROOT / name).read_text(encoding="utf-8"))))
    }

    # The Subjects of a guest and of the account that they become.
    assert found == {"site/accounts/services/people.py": 1}


def test_no_script_asks_gettext_for_a_sentence():
    """Sentences for scripts stand in the template, as data-attributes: one catalogue is enough."""
    scripts = (ROOT / "site" / "static" / "js").glob("**/*.js")

    assert [file.name for file in scripts if "gettext(" in file.read_text("utf-8")] == []
