"""What runs promise, measured on generated documents: python tests/bench/runs.py WHAT [DOCUMENTS] (POSIX; `full` as root).

killed      SIGKILL at five random moments, then resumed: the output is that of an unbroken run, byte for byte
full        the same on a file system that is full, and then has room again
growth      peak memory of all processes, and time, for 1, 4 and 16 times the documents
workers     time with one worker and with two, and how much of it the process takes that hands out the work
clusters    Ray and Spark, of each an executor killed in the middle: the records of a local run
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from crawl import make

import shanben
from shanben.limits import COMMIT_DOCUMENTS

# It tells how far it is, so that what ends it, and when, can be seen.
_PROGRAM = """
import json, sys, time
from shanben.engines.worker import prepare

prepare()  # before all else, as the command does

from shanben.engines import local

def told(state, done):
    if state.read % 10_000 == 0:
        print(time.strftime("%H:%M:%S"), state.read, "documents", file=sys.stderr, flush=True)

if __name__ == "__main__":
    local.COMMIT_DOCUMENTS = int(sys.argv[4])
    account = local.run([sys.argv[1]], sys.argv[2], resume=True, told=told, **json.loads(sys.argv[3]))
    print(*(account[name] for name in ("read", "ok", "dropped", "failed", "resumed")))
    print(time.process_time())
"""


def start(
    crawl: Path, out: Path, commit: int = COMMIT_DOCUMENTS, stderr: int | None = None, **options: Any
) -> subprocess.Popen[str]:
    """A run in a process of its own, with its own group; it commits after so many documents."""
    command = [sys.executable, "-c", _PROGRAM, str(crawl), str(out), json.dumps(options), str(commit)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True, start_new_session=True)


def whole(crawl: Path, out: Path, **options: Any) -> tuple[str, float, float]:
    """What a run says that is left to end, its seconds, and those of the processors in the process that hands out the work."""
    begin = time.perf_counter()
    process = start(crawl, out, **options)
    said, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"the run ended with {process.returncode}")
    counts, used = said.splitlines()
    return counts, time.perf_counter() - begin, float(used)


def digest(out: Path) -> str:
    """One hash for all files of a run but its account."""
    seen = hashlib.sha256()
    for path in sorted(path for path in out.rglob("*") if path.is_file() and path.name != "run.json"):
        seen.update(f"{path.relative_to(out)} ".encode() + hashlib.sha256(path.read_bytes()).digest())
    return seen.hexdigest()[:16]


def killed(folder: Path, documents: int) -> None:
    """Compare an unbroken run with one that is killed five times."""
    make(folder / "crawl", documents)
    commit = min(COMMIT_DOCUMENTS, documents // 20)
    said, seconds, _ = whole(folder / "crawl", folder / "unbroken", commit=commit)
    print(f"unbroken: read, ok, dropped, failed, resumed: {said}; {seconds:.0f} s; {digest(folder / 'unbroken')}", flush=True)
    rng = random.Random()
    for _ in range(5):
        process = start(folder / "crawl", folder / "broken", commit)
        moment = rng.uniform(0.02, 0.18) * seconds
        time.sleep(moment)
        if process.poll() is not None:
            raise SystemExit(f"the run ended before it was killed, with {process.returncode}")
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        print(f"killed after {moment:.1f} s", flush=True)
    said, *_ = whole(folder / "crawl", folder / "broken", commit=commit)
    same = digest(folder / "broken") == digest(folder / "unbroken")
    print(f"resumed: {said}; {digest(folder / 'broken')}: {'the same' if same else 'NOT THE SAME'}")


def full(folder: Path, documents: int) -> None:
    """Compare an unbroken run with one whose file system was full."""
    make(folder / "crawl", documents)
    commit = min(COMMIT_DOCUMENTS, documents // 20)
    said, *_ = whole(folder / "crawl", folder / "unbroken", commit=commit)
    size = sum(path.stat().st_size for path in (folder / "unbroken").rglob("*") if path.is_file())
    print(f"unbroken: {said}; {size / 1e6:.1f} MB", flush=True)
    disk = folder / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size // 2}", "tmpfs", disk], check=True)
    try:
        _, wrong = start(folder / "crawl", disk / "out", commit, subprocess.PIPE).communicate()
        print("full:", wrong.strip().splitlines()[-1], flush=True)
        subprocess.run(["mount", "-o", f"remount,size={size * 3}", disk], check=True)
        said, *_ = whole(folder / "crawl", disk / "out", commit=commit)
        print(f"resumed: {said}; {'the same' if digest(disk / 'out') == digest(folder / 'unbroken') else 'NOT THE SAME'}")
    finally:
        subprocess.run(["umount", disk], check=True)


def growth(folder: Path, documents: int) -> None:
    """Peak memory and time of the processors (all processes; little disturbed by others) for 1, 4 and 16 times the documents."""
    first = peak = seconds = 0.0
    for factor in (1, 4, 16):
        make(folder / f"crawl{factor}", documents * factor)
        before, begin, used = seconds, time.perf_counter(), children()
        process = start(folder / f"crawl{factor}", folder / f"out{factor}", workers=2)
        peak = 0
        while process.poll() is None:
            peak = max(peak, memory(process.pid))
            time.sleep(0.1)
        seconds, passed = children() - used, time.perf_counter() - begin
        first = first or peak
        print(
            f"{documents * factor} documents: {peak / 2**20:.0f} MiB ({peak / first - 1:+.1%}), {seconds:.1f} s"
            + (f", {seconds / before:.2f} times" if before else "")
            + f" ({passed:.1f} s have passed)",
            flush=True,
        )


def workers(folder: Path, documents: int) -> None:
    """Time with one worker and with two, alternating, the best of three; and time of the processors, by which it can be judged."""
    make(folder / "crawl", documents)
    best = dict.fromkeys((1, 2), float("inf"))
    for turn in range(3):
        for count, so_far in list(best.items()):
            before = children()
            _, seconds, handing = whole(folder / "crawl", folder / f"out{turn}{count}", workers=count)
            best[count] = min(so_far, seconds)
            working = children() - before - handing
            print(
                f"{count} workers: {seconds:.1f} s; of the processors {handing:.2f} s to hand out the work, {working:.2f} s to do it",
                flush=True,
            )
    print(f"two are {best[1] / best[2]:.2f} times as fast as one, start included")


_CLUSTER = """
import os, signal, sys, threading
from pathlib import Path
from shanben.engines import partitions, {engine}

class Deadly(partitions.Partitions):
    def __call__(self, number):
        mark = self.folder / "killed"
        if number == 4 and not mark.exists():
            mark.touch()
            threading.Timer(2, os.kill, ({victim}, signal.SIGKILL)).start()
        return super().__call__(number)

def parent(pid):
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])

if __name__ == "__main__":
    partitions.Partitions = Deadly
    account = {engine}.run([sys.argv[1]], sys.argv[2], {options})
    print(*(account[name] for name in ("read", "ok", "dropped", "failed")))
"""
_CLUSTERS = {
    "ray": {"victim": "os.getpid()", "options": ""},  # the executor is the process that the task runs in
    # Python works for the executor, a virtual machine of Java, in a child of its child.
    "spark": {"victim": "parent(os.getppid())", "options": "master='local-cluster[2,1,1024]'"},
}


def clusters(folder: Path, documents: int) -> None:
    """Compare runs on clusters of this machine, of which an executor dies, with a local run."""
    for part in range(8):
        make(folder / "crawl" / str(part), documents // 8, seed=part)
    said, seconds, _ = whole(folder / "crawl", folder / "local")
    print(f"local: read, ok, dropped, failed, resumed: {said}; {seconds:.0f} s; {lines(folder / 'local')}", flush=True)
    for engine, how in _CLUSTERS.items():
        program = _CLUSTER
        for name, value in {"engine": engine, **how}.items():
            program = program.replace(f"{{{name}}}", value)
        (folder / f"on_{engine}.py").write_text(program, "utf-8")
        begin = time.perf_counter()
        command = [sys.executable, folder / f"on_{engine}.py", folder / "crawl", folder / engine]
        # Executors have folders of their own, from which a relative path leads elsewhere.
        source = str(Path(shanben.__file__).parents[1])
        environment = {**os.environ, "SPARK_WORKER_DIR": str(folder / "work"), "PYTHONPATH": source}
        said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment).stdout.strip()
        killed = "an executor was killed" if (folder / engine / "killed").exists() else "NOTHING WAS KILLED"
        same = "the same" if lines(folder / engine) == lines(folder / "local") else "NOT THE SAME"
        print(f"{engine}: {said}; {time.perf_counter() - begin:.0f} s; {killed}; {same}", flush=True)


def lines(out: Path) -> str:
    """One hash for the records of a run, in their order, in whatever files they are, and one for what failed."""
    seen = hashlib.sha256()
    for name in ("records.jsonl", "failed.jsonl"):
        paths = [out / name] if (out / name).exists() else sorted(out.glob(f"partitions/*/{name}"))
        for path in paths:
            seen.update(path.read_bytes())
    return seen.hexdigest()[:16]


def adopt() -> None:
    """Have processes below this one whose own parent ended become its children, so that their time is told too (Linux)."""
    ctypes.CDLL(None).prctl(36, 1)  # PR_SET_CHILD_SUBREAPER


def children() -> float:
    """The seconds of the processors that processes below this one have used, once all of them have ended."""
    with suppress(ChildProcessError):
        while True:
            os.wait()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def memory(pid: int) -> int:
    """Bytes of memory of a process and all below it; what they share is counted once (PSS)."""
    size = 0
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            size += int(line.split()[1]) * 1024 if line.startswith("Pss:") else 0
        for task in Path(f"/proc/{pid}/task").iterdir():
            size += sum(memory(int(child)) for child in (task / "children").read_text().split())
    except OSError:  # it has ended meanwhile
        pass
    return size


if __name__ == "__main__":
    folder = Path(tempfile.mkdtemp())
    adopt()
    try:
        what = {"killed": killed, "full": full, "growth": growth, "workers": workers, "clusters": clusters}[sys.argv[1]]
        what(folder, int(sys.argv[2]) if len(sys.argv) > 2 else 20_000)
    finally:
        shutil.rmtree(folder)
