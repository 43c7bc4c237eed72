"""Lets a run execute a copy of the trainer of its own, so that changes to the project do not reach it."""
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def describe_commit() -> str:
    """The commit of the working tree, with a mark if files differ from it; "unknown" outside of git."""
    git = lambda *args: subprocess.run(["git", *args], cwd=HERE, capture_output=True, text=True, check=True).stdout.strip()
    try:
        return git("rev-parse", "HEAD") + (" with changes" if git("status", "--porcelain", "--", HERE) else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def run_own_copy(out: Path, rank: int = 0):
    """Copies training/ and the shared constants to out/code at a run's first start, and executes that copy.

    Returns in the copy itself, with the commit that it was made from.
    """
    code = out.resolve() / "code"
    commit = code / "COMMIT"
    if HERE == code / "training":
        return commit.read_text().strip()
    if rank == 0 and not commit.exists():
        shutil.rmtree(code, ignore_errors=True)
        shutil.copytree(HERE, code / "training", ignore=shutil.ignore_patterns("__pycache__"))
        (code / "models").mkdir()
        shutil.copy(HERE.parent / "models" / "face.json", code / "models")
        commit.write_text(describe_commit() + "\n")
    while not commit.exists():
        time.sleep(0.1)
    program = code / "training" / Path(sys.argv[0]).name
    os.execv(sys.executable, [sys.executable, str(program), *sys.argv[1:]])
