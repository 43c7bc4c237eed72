"""Writes test/fixtures/losses.json: the trainer's losses by their formulas, computed with 40 digits.

    python3 test/python/loss_cases.py > test/fixtures/losses.json
"""
import json
from decimal import Decimal as D
from decimal import getcontext

getcontext().prec = 40
XS = [D(x) for x in ("-31.4", "-10.001", "-9.999", "-1.001", "-0.999", "-0.25", "-0.001", "0.001", "0.3", "0.999",
                     "1.001", "2.5", "3.999", "4.001", "9.999", "10.001", "17.5", "64")]
# Where pieces meet: the derivative is that of the piece which the value takes there, and 0 at 0.
XS += [D(x) for x in (0, 1, -1, 4, -4, 5, -5, 10, -10, 14, -14)]
SETTINGS = [(D(w), D(e)) for w, e in ((10, 2), (4, 2), (14, 2), (10, "0.5"), (10, 3), (5, "0.1"))]


def sign(x):
    return D(x.compare(0))


def wing(x, w, e):
    if abs(x) < w:
        return w * (1 + abs(x) / e).ln(), sign(x) * w / (e + abs(x))
    return abs(x) - (w - w * (1 + w / e).ln()), sign(x)


rows = []
for x in XS:
    small = abs(x) < 1
    rows.append(("l2", {}, x, x * x / 2, x))
    rows.append(("l1", {}, x, abs(x), sign(x)))
    rows.append(("smooth-l1", {}, x, x * x / 2 if small else abs(x) - D("0.5"), x if small else sign(x)))
    rows += [("wing", {"w": float(w), "epsilon": float(e)}, x, *wing(x, w, e)) for w, e in SETTINGS]
cases = [{"loss": n, **s, "x": float(x), "value": float(v), "derivative": float(d)} for n, s, x, v, d in rows]
print("[\n" + ",\n".join("  " + json.dumps(case) for case in cases) + "\n]")
