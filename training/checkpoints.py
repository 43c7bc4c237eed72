"""Checkpoints that survive a kill, a full disk and a damaged file, and run no code when they are read.

A file holds a list of tensors and the rest of the state as JSON: the safe reader of torch 1.13
(weights_only) accepts numbers in tensors only.
"""
import io
import json
import os
from pathlib import Path
from typing import Any

import torch

LAST_FILE, PREVIOUS_FILE = "checkpoint.pt", "checkpoint.before.pt"


def _flatten(value: Any, tensors: list) -> Any:
    """Converts a value to JSON types. Tensors are appended to the list and replaced by their index."""
    if isinstance(value, torch.Tensor):
        tensors.append(value.detach())
        return {"tensor": len(tensors) - 1}
    if isinstance(value, dict):
        return {"dict": [[key, _flatten(one, tensors)] for key, one in value.items()]}
    if isinstance(value, (list, tuple)):
        return {type(value).__name__: [_flatten(one, tensors) for one in value]}
    return value


def _restore(value: Any, tensors: list) -> Any:
    """Reverses _flatten."""
    if not isinstance(value, dict):
        return value
    ((kind, content),) = value.items()
    if kind == "tensor":
        return tensors[content]
    if kind == "dict":
        return {key: _restore(one, tensors) for key, one in content}
    items = [_restore(one, tensors) for one in content]
    return tuple(items) if kind == "tuple" else items


def read_state(path: Path, device="cpu") -> dict:
    """Reads a file of write_state. Raises any exception that torch raises for damaged bytes."""
    content = torch.load(path, map_location=device, weights_only=True)
    return _restore(json.loads(content["state"]), content["tensors"])


def load_weights(path: Path) -> dict:
    """Reads the weights of a final.pt. Raises SystemExit if the file holds none."""
    try:
        return read_state(path)["model"]
    except Exception as error:
        raise SystemExit(f"{path} holds no trained network: {error}") from error


def write_state(path: Path, **state):
    """Writes a state to a file atomically: a file of this name is always complete. Raises OSError."""
    # Serialised in memory first: torch's own writer ends the process if the disk is full.
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


def save_checkpoint(out: Path, **state) -> bool:
    """Saves a checkpoint and keeps the previous one. Prints a message and returns False on failure."""
    fresh = out / "checkpoint.new.pt"
    try:
        write_state(fresh, **state)
    except OSError as error:
        print(f"No checkpoint at step {state['step']}: {error}. The previous one is kept and training continues.", flush=True)
        return False
    last = out / LAST_FILE
    if last.exists():
        last.replace(out / PREVIOUS_FILE)
    fresh.replace(last)
    return True


def load_checkpoint(out: Path, device) -> dict | None:
    """Reads the newest readable checkpoint; None if there is none. Raises SystemExit if all are damaged."""
    paths = [path for path in (out / LAST_FILE, out / PREVIOUS_FILE) if path.exists()]
    for path in paths:
        try:
            state = read_state(path, device)
            state["step"], state["model"], state["averaged"], state["optimiser"], state["config"], state["precision"]
            return state
        except Exception as error:  # torch raises many types for damaged bytes.
            print(f"{path} cannot be read ({type(error).__name__}); trying the previous one.", flush=True)
    if paths:
        raise SystemExit(f"No checkpoint in {out} can be read. Move them away to start again.")
    return None
