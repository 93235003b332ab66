"""Linking on a Spark cluster of processes: `make spark` installs it and runs these."""

import importlib.util
import os

import pytest

from tests.conftest import begin

IS_ASKED_FOR = os.environ.get("WAYMARK_SPARK") == "1" and importlib.util.find_spec("pyspark") is not None

if IS_ASKED_FOR:
    begin()


def pytest_collection_modifyitems(items):
    if not IS_ASKED_FOR:
        for item in items:
            if item.get_closest_marker("spark"):
                item.add_marker(
                    pytest.mark.skip(reason="a Spark cluster: `make spark` installs it and runs this")
                )
