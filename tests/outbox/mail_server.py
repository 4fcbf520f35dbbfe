"""A small mail server that says what the test wants it to say (RFC 5321, no more than is needed)."""

import socketserver
import threading
import time
from contextlib import contextmanager


class _Conversation(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self):
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(":")[0].split(" ")[0].upper()
            if verb == "QUIT":
                self.say("221 bye")
                return
            if verb == "RCPT":
                self.say(self.server.answer_to_recipient)
            elif verb == "DATA":
                self.say("354 go on")
                self.take_message()
            else:
                self.say("250 fine")

    def take_message(self):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        time.sleep(self.server.thinks_for)
        self.server.messages.append(b"".join(lines).decode())
        self.say("250 taken")


class MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, answer_to_recipient, thinks_for):
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.answer_to_recipient = answer_to_recipient
        self.thinks_for = thinks_for
        self.messages = []


@contextmanager
def running(settings, answer_to_recipient="250 fine", thinks_for=0):
    """The site's mail goes to this server while the block runs."""
    with MailServer(answer_to_recipient, thinks_for) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 5
        try:
            yield server
        finally:
            server.shutdown()
