"""A Spark cluster on this machine: a master and two workers, each a process of its own, on the loopback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from waymark.stages.linking.spark import java_home

WORKERS = 2


@contextmanager
def local_cluster(folder: Path, *, memory: str = "1g") -> Iterator[str]:
    """Start it, give its URL, and stop what was started. memory: of each worker."""
    import pyspark

    home = Path(pyspark.__file__).parent
    port, page = _free_port(), _free_port()
    environment = os.environ | {
        "JAVA_HOME": java_home(folder),
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_PYTHON": sys.executable,
    }

    def start(what: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{what}", *arguments]
        with (folder / f"{what}.log").open("ab") as log:
            return subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=folder)

    url = f"spark://127.0.0.1:{port}"
    started = [start("master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", str(page))]
    try:
        for number in range(WORKERS):
            to = ["--host", "127.0.0.1", "--webui-port", "0", "--cores", "1", "--memory", memory]
            started.append(start("worker.Worker", *to, "--work-dir", str(folder / f"work-{number}"), url))
        _wait_for_workers(page)
        yield url
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            process.wait(30)


def _wait_for_workers(page: int) -> None:
    """Until the master's own page counts them all."""
    for _ in range(240):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{page}/json/", timeout=5) as answer:
                if f'"aliveworkers" : {WORKERS}' in answer.read().decode():
                    return
        except OSError:
            pass
        time.sleep(0.5)
    raise AssertionError("the cluster did not come up within two minutes: its logs say why")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
