"""Exports for those who read other forms: Dolma attributes of records; W3C PROV-JSON and Croissant of a run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from shanben.errors import RecordError, RunError
from shanben.io.records import record_files

_CROISSANT: Final = "http://mlcommons.org/croissant/1.0"
_FORMATS: Final = {
    ".jsonl": "application/jsonlines", ".gz": "application/gzip", ".zst": "application/zstd", ".parquet": "application/x-parquet",
}  # fmt: skip
_FIELDS: Final = {
    "id": "the first sixteen hexadecimal digits of the source's SHA-256",
    "text": "the clean text",
    "status": "ok: dropped and failed documents are not among the records",
    "run": "version and configuration that made it",
}
# The terms of Croissant's standard context.
_CR: Final = (
    "citeAs column dataBiases dataCollection equivalentProperty extract field fileProperty fileObject fileSet format includes "
    "isLiveDataset jsonPath key md5 parentField path personalSensitiveInformation recordSet references regex repeated replace "
    "samplingRate separator source subField transform"
)
_CONTEXT: Final = {
    "@language": "en", "@vocab": "https://schema.org/", "cr": "http://mlcommons.org/croissant/", "sc": "https://schema.org/",
    "rai": "http://mlcommons.org/croissant/RAI/", "dct": "http://purl.org/dc/terms/", "conformsTo": "dct:conformsTo",
    **{term: f"cr:{term}" for term in _CR.split()},
    "data": {"@id": "cr:data", "@type": "@json"}, "examples": {"@id": "cr:examples", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
}  # fmt: skip


def dolma(record: Mapping[str, Any]) -> dict[str, Any]:
    r"""The Dolma attributes of a record: spans of its source text, in code points, for each label, flag and rule.

    They belong to a Dolma document with this `id` whose text is the source (`shanben.restore`, or the decoded source).

    Raises:
        RecordError: this is not a record.

    >>> import shanben
    >>> dolma(shanben.clean("一\u200b二。").to_dict())["attributes"]
    {'shanben__label__body': [[0, 4, 1.0]], 'shanben__rule__repair.invisible': [[1, 2, 1.0]]}
    """
    try:
        spans = [*_labels(record), *_flags(record), *_rules(record)]
        identity = record["id"]
    except (KeyError, TypeError, ValueError) as error:
        raise RecordError(f"this is not a record of Shanben: {error!r}") from error
    attributes: dict[str, list[list[Any]]] = {}
    for name, start, end, score in spans:
        attributes.setdefault(f"shanben__{name}", []).append([start, end, score])
    return {"id": identity, "attributes": attributes}


def prov(account: Mapping[str, Any]) -> dict[str, Any]:
    """The W3C PROV-JSON of a run, from its account (run.json): what was made, from what, by what, and when.

    Raises:
        RunError: this is not the account of a run.
    """
    try:
        # Two runs of one version and configuration have the same `run`; what they read and made has to be told apart.
        names = account["plan"]["sources"]
        one = hashlib.sha256(json.dumps([account["run"], account["started"], names]).encode()).hexdigest()[:16]
        sources = {f"shanben:source/{one}/{number}": {"prov:label": name} for number, name in enumerate(names)}
        run, agent = f"shanben:run/{one}", f"shanben:version/{account['shanben']}"
        made, plan = f"shanben:records/{one}", f"shanben:config/{account['run']}"
        counts = {f"shanben:{name}": account[name] for name in ("read", "ok", "dropped", "failed")}
        config = {f"shanben:{name}": _plain(value) for name, value in account["config"].items()}
        activity = {"prov:startTime": account["started"], "prov:endTime": account["ended"], **counts}
    except (KeyError, TypeError) as error:
        raise RunError(f"this is not the account of a run: {error!r}") from error
    return {
        "prefix": {"shanben": "urn:shanben:"},
        "entity": {made: {"prov:label": "records"}, plan: {"prov:type": "prov:Plan", **config}, **sources},
        "activity": {run: activity},
        "agent": {agent: {"prov:type": "prov:SoftwareAgent", "prov:label": f"shanben {account['shanben']}"}},
        "used": {f"_:u{number}": {"prov:activity": run, "prov:entity": name} for number, name in enumerate(sources)},
        "wasGeneratedBy": {"_:g": {"prov:entity": made, "prov:activity": run}},
        "wasAssociatedWith": {"_:a": {"prov:activity": run, "prov:agent": agent, "prov:plan": plan}},
        "wasDerivedFrom": {
            f"_:d{number}": {"prov:generatedEntity": made, "prov:usedEntity": name} for number, name in enumerate(sources)
        },
    }


def croissant(account: Mapping[str, Any], folder: Path, name: str) -> dict[str, Any]:
    """The Croissant description of the records in a run's folder, to be put into that folder: their files, hashes and fields.

    Licence, citation and the like are the publisher's to add.

    Args:
        account: the run's account (run.json).
        folder: the run's folder; its records are JSONL or Parquet.
        name: what the data set is called.

    Raises:
        RecordError: there are no records in that folder.
    """
    files = record_files(folder)
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": _CROISSANT,
        "name": name,
        "description": f"{account['ok']} documents, cleaned by shanben {account['shanben']} (run {account['run']})",
        "datePublished": account["ended"][:10],
        "version": "1.0.0",
        "distribution": [_file(path, folder) for path in files],
        "recordSet": [_record_set(path.relative_to(folder).as_posix()) for path in files],
    }


def _labels(record: Mapping[str, Any]) -> Iterator[tuple[str, int, int, float]]:
    for start, end, label, score in record["labels"]:
        yield f"label__{label}", start, end, score


def _flags(record: Mapping[str, Any]) -> Iterator[tuple[str, int, int, float]]:
    for flag, start, end in record["flagged"]:
        yield f"flag__{flag}", start, end, 1.0


def _rules(record: Mapping[str, Any]) -> Iterator[tuple[str, int, int, float]]:
    edits = record["edits"] or {"gap": (), "old": (), "rule": (), "rules": ()}
    end = 0
    for gap, old, rule in zip(edits["gap"], edits["old"], edits["rule"], strict=True):
        start, end = end + gap, end + gap + old
        yield f"rule__{edits['rules'][rule]}", start, end, 1.0


def _file(path: Path, folder: Path) -> dict[str, Any]:
    """A file of records, as a Croissant FileObject."""
    name = path.relative_to(folder).as_posix()
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "contentUrl": name,
        "contentSize": f"{path.stat().st_size} B",
        "encodingFormat": _FORMATS.get(path.suffix, "application/octet-stream"),
        "sha256": digest,
    }


def _record_set(file: str) -> dict[str, Any]:
    """The record set of a file: of the record's columns those that are plain values."""
    identity = f"in-{file}"
    fields = [
        {
            "@type": "cr:Field",
            "@id": f"{identity}/{column}",
            "name": f"{identity}/{column}",
            "description": description,
            "dataType": "sc:Text",
            "source": {"fileObject": {"@id": file}, "extract": {"column": column}},
        }
        for column, description in _FIELDS.items()
    ]
    return {"@type": "cr:RecordSet", "@id": identity, "name": identity, "key": {"@id": f"{identity}/id"}, "field": fields}


def _plain(value: Any) -> Any:
    """A value as PROV-JSON has it: text or a number."""
    return value if isinstance(value, str | int | float) else ", ".join(map(str, value))
