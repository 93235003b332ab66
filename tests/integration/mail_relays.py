"""A mail relay for tests: it listens on a real socket, speaks SMTP, and refuses what it is told to refuse."""

from __future__ import annotations

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread


@dataclass
class MailRelay:
    """port: on the loopback. refuses: the answer to a command, by its first word. taken: each message as it came."""

    port: int
    refuses: dict[str, str] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)


@contextmanager
def a_mail_relay(**refuses: str) -> Iterator[MailRelay]:
    """A relay that listens until the block ends. refuses: `rcpt="550 No such person"`, and the like."""

    class Session(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 relay.example ready")
            while line := self.rfile.readline().decode().strip():
                word = line.split(":", 1)[0].split(" ", 1)[0].lower()
                if word in relay.refuses:
                    self.say(relay.refuses[word])
                elif word == "ehlo":
                    self.say("250 relay.example")
                elif word == "data":
                    self.say("354 Go on")
                    relay.taken.append(self.message())
                    self.say("250 Taken")
                elif word == "quit":
                    self.say("221 Bye")
                    return
                else:
                    relay.senders += [line] if word == "mail" else []
                    self.say("250 OK")

        def say(self, answer: str) -> None:
            self.wfile.write(f"{answer}\r\n".encode())

        def message(self) -> str:
            lines = []
            while (line := self.rfile.readline().decode()).rstrip("\r\n") != ".":
                lines.append(line.rstrip("\r\n"))
            return "\n".join(lines)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session) as server:
        server.daemon_threads = True
        relay = MailRelay(server.server_address[1], dict(refuses))
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield relay
        finally:
            server.shutdown()
