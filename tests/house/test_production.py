"""Production settings start with what .env.example asks for, say what is missing, and pass every check."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = {
    "SECRET_KEY": "a-sample-of-a-long-random-text-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "example.org,www.example.org",
    "SITE_URL": "https://example.org",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
}


def manage(*arguments: str, tmp_path: Path, **variables: str) -> subprocess.CompletedProcess:
    """Our command line as a server runs it: nothing in the environment but what is given."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "DATA_DIR": str(tmp_path),
        **variables,
    }
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "more",
    [
        {},
        {
            "DATABASE_URL": "postgres://site:password@db.example.org/site",
            "REDIS_URL": "redis://cache.example.org/0",
            "STORAGE_BUCKET": "site",
            "STORAGE_ENDPOINT_URL": "https://objects.example.org",
            "BEHIND_PROXY": "true",
        },
    ],
    ids=["embedded", "with-services"],
)
def test_deployment_check_reports_no_issue_and_none_is_silenced(tmp_path, more):
    done = manage("check", "--deploy", "--fail-level", "DEBUG", tmp_path=tmp_path, **SAMPLE, **more)

    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


@pytest.mark.parametrize("missing", sorted(SAMPLE))
def test_missing_variable_is_named_in_one_sentence(tmp_path, missing):
    given = {name: value for name, value in SAMPLE.items() if name != missing}

    done = manage("check", tmp_path=tmp_path, **given)

    assert done.returncode != 0
    assert f"Set {missing} in the environment: " in done.stderr


def test_writes_on_sqlite_reach_the_disk_before_they_are_acknowledged(tmp_path):
    done = manage(
        "shell",
        "--no-imports",
        "-c",
        "from django.db import connection as c; k = c.cursor(); "
        "print([k.execute(f'PRAGMA {p}').fetchone()[0] for p in "
        "('journal_mode', 'synchronous', 'foreign_keys')], c.transaction_mode)",
        tmp_path=tmp_path,
        **SAMPLE,
    )

    assert done.stdout.strip() == "['wal', 2, 1] IMMEDIATE"


def test_file_beside_manage_py_says_which_settings_are_meant(tmp_path):
    """A copy of .env.example is enough for every command; the environment goes first."""
    shutil.copy(ROOT / "manage.py", tmp_path)
    (tmp_path / ".env").write_text("DJANGO_SETTINGS_MODULE=of_the_file\n")
    for name in ("of_the_file", "of_the_environment"):
        (tmp_path / f"{name}.py").write_text(f'SECRET_KEY = "secret"\nCALLED = "{name}"\n')

    def called(**variables: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", "diffsettings"],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], **variables},
            capture_output=True,
            text=True,
            check=True,
        )
        return re.search(r"CALLED = '(\w+)'", done.stdout).group(1)

    assert called() == "of_the_file"
    assert called(DJANGO_SETTINGS_MODULE="of_the_environment") == "of_the_environment"


def test_sample_file_lists_every_variable_that_the_settings_read():
    read = set()
    for file in (ROOT / "site" / "config" / "settings").glob("*.py"):
        text = file.read_text("utf-8")
        read |= set(re.findall(r"""env\.\w+\(\s*["'](\w+)["']""", text))
        read |= set(re.findall(r"""required\(\s*["'](\w+)["']""", text))
    listed = (ROOT / ".env.example").read_text("utf-8")

    assert read - set(re.findall(r"^#? ?([A-Z_]+)=", listed, re.MULTILINE)) == set()
