"""A run on this machine: from files into a folder, on all cores, and to be gone on with after any interruption."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import asdict
from os import PathLike
from pathlib import Path
from typing import Any

from shanben.cleaner import Cleaner
from shanben.config import Config
from shanben.engines.duplicates import MARKS, write_duplicates
from shanben.engines.job import FORMS, Done, Job
from shanben.engines.lock import locked
from shanben.engines.pool import in_processes
from shanben.engines.state import State, check_plan, finished
from shanben.engines.trail import Reach, Trail, check_ended
from shanben.errors import ConfigError, RunError
from shanben.io.item import FIELDS, Fields, Item
from shanben.io.readers import check_sources
from shanben.io.writers import Lines, Parts, Profiles, Tree, Writer
from shanben.limits import COMMIT_BYTES, COMMIT_DOCUMENTS, DOCUMENT_SECONDS
from shanben.sites import LEARNING

Told = Callable[[State, Done], None]


def run(
    sources: Sequence[str | PathLike[str]],
    out: str | PathLike[str],
    *,
    config: Config | None = None,
    fields: Fields = FIELDS,
    form: str = "jsonl",
    compression: str | None = None,
    keep_dropped: bool = False,
    duplicates: bool = False,
    workers: int | None = None,
    seconds: float = DOCUMENT_SECONDS,
    resume: bool = False,
    base: Path | None = None,
    told: Told | None = None,
) -> dict[str, Any]:
    """Clean all documents of the sources into a folder, and return the account of it (the folder's run.json).

    The folder gets the clean documents as `form` says: records.jsonl; records/part-00000.parquet …; a text file for each
    document; or, for `Config.sites`, sites.json, the profiles of what their sites repeat. Beside them are failed.jsonl (with the
    bytes of each, or its place) and dropped.jsonl. The output is the same however often the run was interrupted.

    Args:
        sources: files, folders and globs, as `io.read` takes them; what is in `out` is not read.
        out: the folder: a new or an empty one, or that of the run to go on with.
        config: how to clean.
        fields: which fields of rows hold what.
        form: "jsonl", "parquet", "text" or "sites".
        compression: of records.jsonl: None, "gz" or "zst".
        keep_dropped: whether dropped.jsonl keeps the source text.
        duplicates: whether duplicates.jsonl tells which documents repeat an earlier one, marks.jsonl by what each is known.
        workers: how many processes; None for one a core, 0 for none but this one, which a document may kill or hang.
        seconds: how long a worker may be at one document.
        resume: go on with the run that is in the folder, if there is one.
        base: the folder of which the tree of text files is a mirror; None for the deepest one that holds all sources.
        told: called after each document, to show progress.

    Raises:
        RunError: the folder cannot be written, holds something else, or another run is at work there; or a source that was
            read has changed since. What is in the folder is whole.
        SourceError: a source does not exist.
        ConfigError: an option is wrong, or a package is missing.
    """
    folder = Path(out)
    cleaner = _cleaner(config, form)
    output = {"keep_dropped": keep_dropped, "duplicates": duplicates}
    plan = plan_of(sources, config=config, fields=fields, form=form, compression=compression, **output)
    check_sources(sources)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if resume and (account := _ended(folder, sources, plan)):
            return account
        with locked(folder):
            state = State.of(folder, plan, resume)
            state.save(folder)
            trail = Trail(sources, fields, folder, state.reach)
            work = _worked(Job(cleaner, form, **output), trail.items(), workers, seconds)
            _written(work, _outputs(folder, plan, state, base or base_of(sources)), trail, state, folder, told)
            return _finish(state, folder, cleaner.config)
    except OSError as error:
        raise RunError(f"{error.filename or folder}: {error.strerror or error}") from error


def plan_of(
    sources: Sequence[str | PathLike[str]],
    *,
    config: Config | None = None,
    fields: Fields = FIELDS,
    form: str = "jsonl",
    compression: str | None = None,
    keep_dropped: bool = False,
    duplicates: bool = False,
) -> dict[str, Any]:
    """All that decides what comes out of a run, as JSON values. The arguments are those of `run`.

    Raises:
        ConfigError: an option is wrong.
    """
    if form not in FORMS:
        raise ConfigError(f"form={form!r} is not known; it is one of {', '.join(FORMS)}")
    if compression not in (None, "gz", "zst") or (compression and form != "jsonl"):
        raise ConfigError(f"compression={compression!r} is not known for {form}; of jsonl it is gz or zst")
    cleaner = _cleaner(config, form)
    names = [os.fspath(source) for source in sources]
    output = {"form": form, "compression": compression, "keep_dropped": keep_dropped, "duplicates": duplicates}
    used = {path: _digest(path) for path in (*cleaner.config.rules, cleaner.config.sites) if path}
    return {"run": cleaner.run, "sources": names, "fields": asdict(fields), "output": output, "rules and sites": used}


def _ended(folder: Path, sources: Sequence[str | PathLike[str]], plan: dict[str, Any]) -> dict[str, Any] | None:
    """The account of the run that ended in that folder, which must be of this plan, and of sources as they are."""
    if account := finished(folder):
        check_plan(folder, account["plan"], plan)
        check_ended(folder, sources, account)
    return account


def _finish(state: State, folder: Path, config: Config) -> dict[str, Any]:
    """End the run, with all that is known only then; its account."""
    if state.plan["output"]["duplicates"]:
        state.counts["duplicates"] = {"marked": write_duplicates(folder, [folder])}
    return state.finish(folder, config)


def _cleaner(config: Config | None, form: str) -> Cleaner:
    """The cleaner of a run, which drops nothing where sites are learned."""
    return Cleaner((config or Config()).but(**LEARNING)) if form == "sites" else Cleaner(config)


def _digest(path: str) -> str:
    """The hash of a file that belongs to the configuration."""
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from error


def _worked(job: Job, items: Iterable[Item], workers: int | None, seconds: float) -> Iterator[Done]:
    workers = os.cpu_count() or 1 if workers is None else workers
    return in_processes(job, items, workers, lost=job.lost, seconds=seconds) if workers else map(job, items)


def _outputs(folder: Path, plan: dict[str, Any], state: State, base: Path) -> dict[str, Writer]:
    """The writer for each status."""
    form, compression = plan["output"]["form"], plan["output"]["compression"]
    ok: Writer
    if form == "parquet":
        ok = Parts(folder / "records", state.committed.get("ok", 0))
    elif form == "text":
        ok = Tree(folder, base)
    elif form == "sites":
        ok = Profiles(folder / "sites.json", state.committed.get("ok", 0))
    else:
        name = "records.jsonl" + (f".{compression}" if compression else "")
        ok = Lines(folder / name, compression, state.committed.get("ok", 0))
    others = {name: Lines(folder / f"{name}.jsonl", None, state.committed.get(name, 0)) for name in ("dropped", "failed")}
    if plan["output"]["duplicates"]:
        others["marks"] = Lines(folder / MARKS, None, state.committed.get("marks", 0))
    return {"ok": ok, **others}


def base_of(sources: Sequence[str | PathLike[str]]) -> Path:
    """The deepest folder that holds all sources."""
    fixed = [Path(*_fixed(Path(source).absolute())) for source in sources]
    return Path(os.path.commonpath([str(path if path.is_dir() else path.parent) for path in fixed] or [os.sep]))


def _fixed(pattern: Path) -> Iterator[str]:
    """The parts of a glob before the first one that has a wildcard."""
    for part in pattern.parts:
        if any(character in part for character in "*?[") and not pattern.exists():
            return
        yield part


def _written(
    work: Iterator[Done], outputs: dict[str, Writer], trail: Trail, state: State, folder: Path, told: Told | None
) -> None:
    """Write what is done, and commit it from time to time: always after the same documents."""
    with ExitStack() as stack:
        for output in outputs.values():
            stack.enter_context(closing(output))
        documents = size = 0
        for done in work:
            outputs[done.status].write(done.place, done.payload)
            if done.mark:
                outputs["marks"].write(done.place, done.mark)
            state.add(done)
            state.pass_over(trail.out())
            documents, size = documents + 1, size + done.size
            if documents >= COMMIT_DOCUMENTS or size >= COMMIT_BYTES:
                _commit(outputs, trail.reach, state, folder)
                documents = size = 0
            if told:
                told(state, done)
        state.pass_over(trail.rest())
        _commit(outputs, trail.end(), state, folder)


def _commit(outputs: dict[str, Writer], reach: Reach, state: State, folder: Path) -> None:
    state.reach = reach
    state.committed = {name: output.commit() for name, output in outputs.items()}
    state.save(folder)
