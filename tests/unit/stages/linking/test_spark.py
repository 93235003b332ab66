"""Without Spark, one clear line."""

import importlib.util

import pytest

from waymark.stages.linking.spark import NoSpark, connected


@pytest.mark.skipif(importlib.util.find_spec("pyspark") is not None, reason="Spark is installed here")
class TestConnected:
    def test_says_what_to_install_where_spark_is_not(self, tmp_path):
        with pytest.raises(NoSpark, match="make spark"), connected("local", tmp_path, rows=1):
            pass
