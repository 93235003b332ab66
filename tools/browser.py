"""See to a browser for the journeys: Debian's Chromium, installed with apt where that can be done."""

import os
import shutil
import subprocess
import sys


def main() -> int:
    """Return 0 always: without a browser the journeys are skipped with a line, and fail under CI."""
    if shutil.which("chromium"):
        return 0
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        say("no Chromium here, and apt needs root: the browser journeys will be skipped")
        return 0
    say("installing Chromium for the browser journeys...")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
    ):
        done = subprocess.run(command, env=environment, check=False, **quiet)  # type: ignore[call-overload]
        if done.returncode:
            say(
                f"{' '.join(command[:2])} failed, so the browser journeys will be skipped: {done.stderr[-300:]}"
            )
            return 0
    return 0


def say(line: str) -> None:
    sys.stderr.write(f"waymark: {line}\n")


if __name__ == "__main__":
    sys.exit(main())
