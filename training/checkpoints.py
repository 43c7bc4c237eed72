"""Checkpoints that survive being killed, a full disk and a damaged file."""
import io
import os
from pathlib import Path

import torch

LAST, BEFORE = "checkpoint.pt", "checkpoint.before.pt"


def read(path: Path, device="cpu") -> dict:
    """A file that `save` wrote. Weights and plain values only: no code of a file is ever run."""
    return torch.load(path, map_location=device, weights_only=True)


def load_weights(path: Path) -> dict:
    """The weights of a final.pt. SystemExit if there are none."""
    try:
        return read(path)["model"]
    except Exception as error:  # torch raises whatever the bytes lead it to.
        raise SystemExit(f"{path} holds no trained network: {error}") from error


def save(path: Path, **state):
    """Writes all or nothing: a file of this name is whole. OSError, with its reason, if it cannot."""
    # In memory first: torch's own writer ends the process where the disk is full.
    content = io.BytesIO()
    torch.save(state, content)
    temporary = path.with_suffix(".tmp")
    try:
        with open(temporary, "wb") as file:
            file.write(content.getbuffer())
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def keep(out: Path, **state) -> bool:
    """Saves a checkpoint and leaves the one before; False, with a sentence, if it cannot be written."""
    fresh = out / "checkpoint.new.pt"
    try:
        save(fresh, **state)
    except OSError as error:
        print(f"No checkpoint at step {state['step']}: {error}. The one before stays, and training goes on.", flush=True)
        return False
    last = out / LAST
    if last.exists():
        last.replace(out / BEFORE)
    fresh.replace(last)
    return True


def load_last(out: Path, device) -> dict | None:
    """The last checkpoint that can be read, or None where there is none. SystemExit if all are damaged."""
    paths = [path for path in (out / LAST, out / BEFORE) if path.exists()]
    for path in paths:
        try:
            state = read(path, device)
            state["step"], state["model"], state["averaged"], state["optimiser"], state["config"], state["precision"]
            return state
        except Exception as error:  # torch raises whatever the bytes lead it to.
            print(f"{path} cannot be read ({type(error).__name__}); looking for the one before.", flush=True)
    if paths:
        raise SystemExit(f"No checkpoint in {out} can be read. Move them away to begin anew.")
    return None
