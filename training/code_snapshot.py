"""Runs training from a copy of the trainer in the run's folder, so that later changes do not affect it."""
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def describe_commit() -> str:
    """Describes the commit of the working tree: hash, marked if the trainer has changes; "unknown" without git."""
    git = lambda *args: subprocess.run(["git", *args], cwd=HERE, capture_output=True, text=True, check=True).stdout.strip()
    try:
        return git("rev-parse", "HEAD") + (" with changes" if git("status", "--porcelain", "--", HERE) else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def copy_code(out: Path) -> Path:
    """Copies training/ and the shared constants to out/code, unless done before. Raises SystemExit on failure."""
    code = out.resolve() / "code"
    commit = code / "COMMIT"
    if commit.exists():
        return code
    try:
        shutil.rmtree(code, ignore_errors=True)
        shutil.copytree(HERE, code / "training", ignore=shutil.ignore_patterns("__pycache__"))
        (code / "models").mkdir()
        shutil.copy(HERE.parent / "models" / "face.json", code / "models")
        commit.write_text(describe_commit() + "\n")
    except (OSError, shutil.Error) as error:
        raise SystemExit(f"The trainer could not be copied to {code}: {error}") from error
    return code


def run_snapshot(out: Path, rank: int = 0) -> str:
    """Continues in the run's own copy: executes it, or returns its commit if this process runs the copy."""
    code = out.resolve() / "code"
    commit = code / "COMMIT"
    if HERE == code / "training":
        return commit.read_text().strip()
    if rank == 0:
        copy_code(out)
    while not commit.exists():
        time.sleep(0.1)
    sys.stdout.flush()
    program = code / "training" / Path(sys.argv[0]).name
    os.execv(sys.executable, [sys.executable, str(program), *sys.argv[1:]])
