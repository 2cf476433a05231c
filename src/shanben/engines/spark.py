"""A run on a Spark cluster, by `mapInArrow`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from os import PathLike
from typing import Any

from shanben.engines import partitions
from shanben.io.extras import needed


def run(
    sources: Sequence[str | PathLike[str]],
    out: str | PathLike[str],
    *,
    master: str | None = None,
    resume: bool = False,
    **options: Any,
) -> dict[str, Any]:
    """Clean all documents of the sources on a Spark cluster; see `engines.partitions.run`.

    Args:
        sources: as for `engines.local.run`.
        out: the folder, on a file system that all machines share.
        master: the address of the cluster; None for the session that is there, or else for what Spark's configuration says.
        resume: go on with the run that is in the folder.
        options: as for `engines.local.run`.

    Raises:
        RunError: as `engines.local.run`.
        ConfigError: Spark is not installed.
    """
    if master and master.startswith("local"):  # where the workers run here, they run what this process runs
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = needed("pyspark.sql").SparkSession.builder.appName("shanben")
    session = (builder.master(master) if master else builder).getOrCreate()

    def execute(work: partitions.Work, numbers: Sequence[int]) -> None:
        def clean(batches: Iterable[Any]) -> Iterator[Any]:
            for batch in batches:
                for at in batch.column("id").to_pylist():
                    work(numbers[at])
                yield batch

        session.range(len(numbers), numPartitions=len(numbers)).mapInArrow(clean, "id long").count()

    return partitions.run(sources, out, execute, resume=resume, **options)
