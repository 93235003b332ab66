"""Linking all at once on a Spark cluster: from Parquet to Parquet, with the comparison that every batch goes through.

The only module that knows Spark, and only where it is asked for (`requirements-spark.txt`). What the workers run of
Waymark is sent to them as a zip of plain modules: they need a Python of the same minor version and nothing else.

A folder that the command and every worker see by one path holds what goes in (`mentions`, `limits`, `alike`,
`people`, `suspects`) and what comes out (`links`, `clusters`, `people_alike`); `operations.relinking_on_spark` says
their columns.
"""

from waymark.stages.linking.spark.cluster import Cluster, Found
from waymark.stages.linking.spark.session import ClusterFailed, NoSpark, connected, java_home

__all__ = ["Cluster", "ClusterFailed", "Found", "NoSpark", "connected", "java_home"]
