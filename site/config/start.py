"""`make run` and `make install`: from a bare Python to a site that answers.

Runs on the system's Python before anything is installed, so it uses the standard library only, in a
syntax that an old Python can still read: it must get far enough to say that it is too old.
"""

import hashlib
import http.client
import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, "installed.json")
OLDEST = (3, 11)
PEOPLE = ("admin", "editor", "coordinator", "professional", "finished")


class Trouble(Exception):
    """Something the person at the keyboard can mend; its text says how."""


def main(arguments):
    command, rest = (arguments or ["run"])[0], arguments[1:]
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # a terminal that cannot show every letter
    try:
        if command == "install":
            install(rest[0] if rest else "base")
            return 0
        return run()
    except Trouble as trouble:
        print(str(trouble), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


# --- What must be there -------------------------------------------------------------------------


def check_python():
    if sys.version_info < OLDEST:
        raise Trouble(
            "Python {}.{} or newer is needed; this is {}. Name another one: make run PYTHON=python3.12".format(
                OLDEST[0], OLDEST[1], sys.version.split()[0]
            )
        )


def check_venv():
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        raise Trouble(
            "Python's module {} is missing. On Debian or Ubuntu: apt install python3-venv".format(
                missing[0]
            )
        )


def check_folder(folder, choose_another):
    """The folder is there, or can be made, and files in it can be written."""
    try:
        os.makedirs(folder, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        database = os.path.join(folder, "db.sqlite3")
        if os.path.exists(database) and not os.access(database, os.W_OK):
            raise PermissionError(13, "Permission denied", database)
    except OSError as error:
        raise Trouble(
            "The folder {} cannot be written ({}). {}".format(
                folder, error.strerror, choose_another
            )
        ) from None


def check_port(text):
    """The port as a number, free to use on this machine."""
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Trouble("PORT must be a number from 1 to 65535, not {!r}.".format(text))
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError as error:
            why = "may not be used" if isinstance(error, PermissionError) else "is in use"
            raise Trouble(
                "Port {} {}. Choose another one: make run PORT={}".format(
                    text, why, max(int(text) % 65535, 7999) + 1
                )
            ) from None
    return int(text)


# --- The environment ----------------------------------------------------------------------------


def install(kind):
    """Bring .venv to what requirements/<kind>.txt lists; nothing to do when it is there already."""
    check_python()
    check_folder(ROOT, "Make it yours, or work in a clone of your own.")
    if not venv_works():
        check_venv()
        make_venv()
    wanted = fingerprint(kind)
    if stamps().get(kind) == wanted:
        return
    pip_install(kind)
    kept = dict(stamps(), place=VENV)
    kept[kind] = wanted
    if kind == "dev":
        kept["base"] = fingerprint("base")  # compiled together: dev.txt holds all of base.txt
    with open(STAMP, "w") as file:
        json.dump(kept, file)


def venv_works():
    """A whole environment, made for this place, by a Python that still exists and is new enough."""
    if stamps().get("place", VENV) != VENV:
        return False
    probe = "import sys, pip; sys.exit(sys.version_info < {!r} or sys.prefix != {!r})".format(
        OLDEST, VENV
    )
    try:
        return subprocess.call([PYTHON, "-c", probe], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def make_venv():
    if os.path.islink(VENV) or os.path.isfile(VENV):
        os.remove(VENV)
    elif os.path.exists(VENV):
        say("The environment in .venv is incomplete or was moved; making it anew …")
        shutil.rmtree(VENV)
    else:
        say("Making an environment for Python {} in .venv …".format(sys.version.split()[0]))
    making = [sys.executable, "-m", "venv", VENV]
    made = subprocess.run(making, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        raise Trouble(
            "Python could not make an environment. On Debian or Ubuntu: apt install python3-venv\n"
            + made.stdout.decode(errors="replace").strip()
        )


def pip_install(kind):
    """Install exactly what is listed, each file checked against its hash; show how far it is."""
    listed = os.path.join(ROOT, "requirements", kind + ".txt")
    with open(listed) as file:
        total = sum(1 for line in file if line[:1].isalnum())
    say("Installing {} packages; the first time this takes a minute or two …".format(total))
    command = [PYTHON, "-m", "pip", "install", "--require-hashes", "--no-deps", "--no-input"]
    command += ["--disable-pip-version-check", "--progress-bar", "off", "-r", listed]
    said = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as pip:
        for line in pip.stdout:
            said.append(line.decode(errors="replace").rstrip())
            show_progress(said, total)
    if pip.returncode:
        raise Trouble("\n".join([*said[-12:], "The packages could not be installed (see above)."]))


def show_progress(said, total):
    if said[-1].startswith("Collecting "):
        count = sum(1 for line in said if line.startswith("Collecting "))
        if sys.stdout.isatty():
            name = said[-1].split()[1].split("==")[0]
            print("\r  {}/{} {:<40.40}".format(count, total, name), end="", flush=True)
        elif count % 20 == 0:
            say("  {}/{}".format(count, total))
    elif said[-1].startswith("Installing collected"):
        print("\r" if sys.stdout.isatty() else "", end="")
        say("  fetched; putting them in place …")


def fingerprint(kind):
    with open(os.path.join(ROOT, "requirements", kind + ".txt"), "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def stamps():
    try:
        with open(STAMP) as file:
            return json.load(file)
    except (OSError, ValueError):
        return {}


# --- The site -----------------------------------------------------------------------------------


def run():
    check_python()
    # Until all of it runs, as Ctrl-C; also where whoever began it in the background ignores Ctrl-C.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    settings = dict(from_dotenv(), **os.environ)
    data = os.path.abspath(settings.get("DATA_DIR") or os.path.join(ROOT, "var"))
    check_folder(data, "Make it yours, or choose another: make run DATA_DIR=/a/folder/of/yours")
    port = check_port(settings.get("PORT") or "8000")
    install("base")
    environment = dict(
        settings,
        DATA_DIR=data,
        DJANGO_SETTINGS_MODULE="config.settings.development",
        PYTHONPATH=os.path.join(ROOT, "site"),
        PYTHONUNBUFFERED="1",
    )
    environment.setdefault("SITE_URL", "http://127.0.0.1:{}".format(port))
    environment.setdefault("LOG_LEVEL", "WARNING")
    prepare(environment)
    return serve(port, environment)


def from_dotenv():
    """The variables of .env, for those this file needs itself; the settings read it again."""
    try:
        with open(os.path.join(ROOT, ".env")) as file:
            lines = [line.strip() for line in file]
    except OSError:
        return {}
    pairs = [line.partition("=") for line in lines if "=" in line and not line.startswith("#")]
    return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs}


def prepare(environment):
    """The database as this version wants it, and the demo content where there is nothing yet.

    Whoever stops it here reads no traceback: the database undoes by itself what was half done.
    """
    say("Preparing the database …")
    with begin([PYTHON, "manage.py", "prepare"], environment) as preparing:
        try:
            status = preparing.wait()
        except KeyboardInterrupt:
            preparing.terminate()
            # Leaving `with` would not wait: Popen expects the child to have read Ctrl-C itself.
            preparing.wait()
            raise
    if status:
        raise Trouble("The database could not be prepared (see above).")


def web_server(port):
    web = [PYTHON, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    web += ["--port", str(port), "--workers", "2", "--blocking-threads", "4"]
    web += ["--no-access-log", "--log-level", "warning"]
    return [*web, "config.wsgi:application"]


BESIDE_IT = {
    # Looks twice a second: who has just finished waits for a certificate.
    "background worker": [PYTHON, "manage.py", "db_worker", "--no-reload", "--interval", "0.5"],
    # Renditions take long; mail does not wait for them.
    "media worker": [PYTHON, "manage.py", "db_worker", "--no-reload", "--queue-name", "media"],
    "clock": [PYTHON, "manage.py", "tick", "--every", "30"],
}


def serve(port, environment):
    """Run all of it until someone stops it (0) or one of it stops by itself (1)."""
    running = {}
    stopped = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stopped.append(True))
    try:
        running["web server"] = begin(web_server(port), environment)
        while not stopped:
            for name, process in running.items():
                if process.poll() is not None:
                    raise Trouble(
                        "The {} stopped by itself (exit status {}); everything is stopped.".format(
                            name, process.returncode
                        )
                    )
            # The others begin when the site can be seen: a newcomer waits for the page only.
            if len(running) == 1 and answers(port):
                tell(port, environment)
                for name, command in BESIDE_IT.items():
                    running[name] = begin(command, environment)
            time.sleep(0.1)
        say("\nStopping …")
    finally:
        stop(running.values())
    return 0


def begin(command, environment):
    """In a session of its own: Ctrl-C reaches this process only, which then stops the others."""
    return subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)


def answers(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def tell(port, environment):
    address = "http://127.0.0.1:{}".format(port)
    password = environment.get("DEMO_PASSWORD") or "demo-ifg-2026"
    say("\nThe site is at {}/".format(address))
    say("  editing {0}/admin/   mails {0}/dev/mail/".format(address))
    say("  sign in with the password {}, as".format(password))
    for name in PEOPLE:
        say("    {}@example.org".format(name))
    say("Ctrl-C stops it.\n")


def stop(children):
    """Ask, wait ten seconds, then insist."""
    children = list(children)
    for child in children:
        if child.poll() is None:
            child.terminate()
    end = time.monotonic() + 10
    for child in children:
        try:
            child.wait(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def say(text):
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
