"""Sums by a Spark cluster, over files that all of its workers read: a shared folder, a store."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lieucommun.kernel.indicators.cubes import Cube
from lieucommun.kernel.indicators.plans import Plan

from .expressions import cube_expression

if TYPE_CHECKING:
    import pyarrow as pa


class Spark:
    """An engine on a cluster (`spark://host:7077`) or in this process (`local[2]`).

    `paths`: the files of each table, as the workers reach them (`/shared/…`, `s3a://bucket/…`).
    """

    def __init__(self, master: str, paths: dict[str, Sequence[str]]) -> None:
        import ibis
        from pyspark.sql import SparkSession

        self.paths = paths
        self.session: Any = (
            SparkSession.builder.master(master)
            .appName("lieu-commun")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "8")
            .getOrCreate()
        )
        self.database: Any = ibis.pyspark.connect(self.session)

    def summed(self, plan: Plan, cube: Cube) -> "pa.Table":
        """Return the sums of a cube."""
        read = self.session.read.parquet(*map(str, self.paths[cube.table]))
        read.createOrReplaceTempView(cube.table)
        return cube_expression(plan, cube, self.database.table(cube.table)).to_pyarrow()

    def close(self) -> None:
        self.session.stop()
