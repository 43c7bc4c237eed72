"""Checkpoints that survive being killed, a full disk and a damaged file, and run no code when read.

A file holds a list of tensors, and the state around them as JSON: the safe reader of torch 1.13 knows
no numbers but in tensors.
"""
import io
import json
import os
from pathlib import Path
from typing import Any

import torch

LAST, BEFORE = "checkpoint.pt", "checkpoint.before.pt"


def _flatten(value: Any, tensors: list) -> Any:
    """The value as JSON knows it; tensors go into the list, and their numbers stand for them."""
    if isinstance(value, torch.Tensor):
        tensors.append(value.detach())
        return {"tensor": len(tensors) - 1}
    if isinstance(value, dict):
        return {"dict": [[key, _flatten(one, tensors)] for key, one in value.items()]}
    if isinstance(value, (list, tuple)):
        return {type(value).__name__: [_flatten(one, tensors) for one in value]}
    return value


def _restore(value: Any, tensors: list) -> Any:
    """The inverse of _flatten."""
    if not isinstance(value, dict):
        return value
    ((kind, content),) = value.items()
    if kind == "tensor":
        return tensors[content]
    if kind == "dict":
        return {key: _restore(one, tensors) for key, one in content}
    items = [_restore(one, tensors) for one in content]
    return tuple(items) if kind == "tuple" else items


def read(path: Path, device="cpu") -> dict:
    """What `save` wrote. Raises whatever damaged bytes lead torch to."""
    content = torch.load(path, map_location=device, weights_only=True)
    return _restore(json.loads(content["state"]), content["tensors"])


def load_weights(path: Path) -> dict:
    """The weights of a final.pt. SystemExit if there are none."""
    try:
        return read(path)["model"]
    except Exception as error:
        raise SystemExit(f"{path} holds no trained network: {error}") from error


def save(path: Path, **state):
    """Writes all or nothing: a file of this name is whole. OSError, with its reason, if it cannot."""
    # In memory first: torch's own writer ends the process where the disk is full.
    content, tensors = io.BytesIO(), []
    layout = json.dumps(_flatten(state, tensors))
    torch.save({"state": layout, "tensors": tensors}, content)
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
