"""Runs that led to a stage's weights, for its model card."""
import json
from pathlib import Path

from checkpoints import read_state


def name_start(path: Path) -> str:
    """Names initial weights: the folder of a variant by its path, a final.pt by the folder of its run."""
    return f"{path.parent.name}/{path.name}" if path.suffix == ".pt" else str(path)


def describe_run(state: dict) -> dict:
    """Describes the run of a final.pt: settings, faces and commit."""
    recipe = dict(state["config"])
    if recipe.get("start"):
        recipe["start"] = name_start(Path(recipe["start"]))
    return {"recipe": recipe, "faces": state.get("faces"), "commit": state.get("commit")}


def list_earlier_runs(state: dict) -> list[dict]:
    """Lists the runs before that of a final.pt, the last one first, as far as files and cards tell.

    Follows `start` from one final.pt to the next, and ends with what the card of a variant lists.
    """
    start, stage = state["config"].get("start"), state["config"]["stage"]
    if not start:
        return []
    path = Path(start)
    try:
        if path.is_dir():
            line = json.loads((path / "card.json").read_text())["stages"][stage - 1]
            return [{key: line.get(key) for key in ("recipe", "faces", "commit")}, *line.get("earlier", [])]
        earlier = read_state(path)
    except (OSError, ValueError, LookupError):
        return []
    return [describe_run(earlier), *list_earlier_runs(earlier)]
