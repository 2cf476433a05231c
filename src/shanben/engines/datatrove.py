"""A step for datatrove pipelines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from typing import Any

from datatrove.data import Document
from datatrove.pipeline.base import PipelineStep

from shanben.cleaner import Cleaner
from shanben.config import Config


class CleanText(PipelineStep):  # type: ignore[misc]
    """Clean the text of each document; the record, without the text, goes into the metadata as "shanben".

    A document that cannot be cleaned, or of which nothing is left, does not go on: it is counted by its status, and written as it
    came, with the reason, by `exclusion_writer` if there is one.
    """

    type = "FORMAT"
    name = "Shanben"

    def __init__(self, config: Config | None = None, exclusion_writer: Any = None) -> None:
        super().__init__()
        self.cleaner = Cleaner(config)
        self.exclusion_writer = exclusion_writer

    def run(self, data: Iterable[Document], rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        """Clean the documents one by one."""
        with self.exclusion_writer or nullcontext():
            for document in data:
                with self.track_time():
                    record = self.cleaner.clean_safely({"source": document.text, "url": document.metadata.get("url")}).to_dict()
                self.stat_update("total", record["status"])
                if record["status"] == "ok":
                    document.text = record.pop("text")
                    document.metadata["shanben"] = record
                    self.update_doc_stats(document)
                    yield document
                elif self.exclusion_writer:
                    document.metadata["reason"] = f"{record['status']}: {record['reason']}"
                    self.exclusion_writer.write(document, rank)
