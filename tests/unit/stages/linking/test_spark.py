"""Without Spark, one clear line; and what a worker is sent, which has nothing else of ours."""

import importlib.util
import subprocess
import sys

import pytest

from waymark.stages.linking.spark import NoSpark, connected
from waymark.stages.linking.spark.session import our_modules


@pytest.mark.skipif(importlib.util.find_spec("pyspark") is not None, reason="Spark is installed here")
class TestConnected:
    def test_says_what_to_install_where_spark_is_not(self, tmp_path):
        with pytest.raises(NoSpark, match="make spark"), connected("local", tmp_path, rows=1):
            pass


class TestOurModules:
    def test_are_all_that_a_worker_of_ours_asks_for(self, tmp_path):
        sent = our_modules(tmp_path)
        asks = f"import sys; sys.path.insert(0, {str(sent)!r}); import waymark.stages.linking.spark.work"

        # Isolated and without the packages of this installation, as on somebody else's machine.
        told = subprocess.run(
            [sys.executable, "-I", "-S", "-c", asks], check=False, capture_output=True, text=True
        )

        assert told.stderr == ""
