"""A run on a Ray cluster, by Ray Data."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from os import PathLike
from typing import Any

from shanben.engines import partitions
from shanben.io.extras import needed


def run(
    sources: Sequence[str | PathLike[str]],
    out: str | PathLike[str],
    *,
    address: str | None = None,
    resume: bool = False,
    **options: Any,
) -> dict[str, Any]:
    """Clean all documents of the sources on a Ray cluster; see `engines.partitions.run`.

    Args:
        sources: as for `engines.local.run`.
        out: the folder, on a file system that all machines share.
        address: of the cluster; None for the one that this process is part of, or else one on this machine.
        resume: go on with the run that is in the folder.
        options: as for `engines.local.run`.

    Raises:
        RunError: as `engines.local.run`.
        ConfigError: Ray is not installed.
    """
    data, ray = needed("ray.data"), needed("ray")
    if not ray.is_initialized():
        ray.init(address=address, logging_level="warning", log_to_driver=False)
    logging.getLogger("ray.data").setLevel(logging.WARNING)
    data.DataContext.get_current().enable_progress_bars = False

    def execute(work: partitions.Work, numbers: Sequence[int]) -> None:
        rows = data.from_items([{"number": number} for number in numbers], override_num_blocks=len(numbers))
        rows.map(lambda row: {"number": work(row["number"])}).materialize()

    return partitions.run(sources, out, execute, resume=resume, **options)
