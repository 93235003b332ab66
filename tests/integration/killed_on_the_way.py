"""Requests to pages, each in a process of its own that kills itself at a named place: `python -m` this module.

Standard input: JSON with `officer` and `posts` [{address, fields, files {field: path}, places [[module, function]]}].
Standard output: a line for each post and place: its address, the place, and whether it was killed there.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn


def main() -> None:
    import django

    django.setup()
    from django.urls import get_resolver

    assert get_resolver().url_patterns  # every page is loaded once, and not by each process anew
    job = json.load(sys.stdin)
    for post in job["posts"]:
        for module, function in post["places"]:
            pid = os.fork()
            if pid == 0:
                _post(post, job["officer"], module, function)
            _, status = os.waitpid(pid, 0)
            was_killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
            said = {"address": post["address"], "place": function, "was_killed": was_killed, "status": status}
            sys.stdout.write(json.dumps(said) + "\n")
            sys.stdout.flush()


def _post(post: dict[str, Any], officer: str, module: str, function: str) -> NoReturn:
    from django.contrib.auth import get_user_model
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(
        get_user_model().objects.get(username=officer),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    files = {
        field: SimpleUploadedFile(Path(path).name, Path(path).read_bytes())
        for field, path in post["files"].items()
    }
    sys.setprofile(lambda frame, event, _: _end_at(frame, event, module, function))
    answered = client.post(post["address"], {**post["fields"], **files})
    sys.setprofile(None)
    os._exit(0 if answered.status_code < 500 else 1)


def _end_at(frame: FrameType, event: str, module: str, function: str) -> None:
    code = frame.f_code
    if event == "call" and code.co_name == function and code.co_filename.endswith(f"waymark/{module}.py"):
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
