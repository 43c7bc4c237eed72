"""Checks the trainer's losses and their gradients against test/fixtures/losses.json; fails with a sentence."""
import json
from pathlib import Path

import torch

from losses import LOSSES

cases = json.loads((Path(__file__).parent.parent / "fixtures" / "losses.json").read_text())
for case in cases:
    x = torch.tensor(case["x"], dtype=torch.float64, requires_grad=True)
    settings = {key: case[key] for key in ("w", "epsilon") if key in case}
    value = LOSSES[case["loss"]](x, **settings)
    value.backward()
    for name, found in (("value", value.item()), ("derivative", x.grad.item())):
        wanted = case[name]
        assert abs(found - wanted) <= 1e-12 * max(1, abs(wanted)), f"{case}: {name} is {found}"
print(f"{len(cases)} cases agree")
