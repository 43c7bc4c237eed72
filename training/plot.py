"""Plots the progress of training runs as SVG: validation NME, closed eyes and open mouths over crops.

    python3 training/plot.py RUN [RUN ...] --out progress.svg

RUN is an output folder of train.py. Needs the standard library only.
"""
import argparse
import csv
from pathlib import Path
from xml.sax.saxutils import escape

# The palette of Okabe and Ito, suitable for colour-blind readers.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000")
PANELS = (("nme", "Validation NME, % of the inter-pupil distance"), ("nmeTaught", "NME on held-out pseudo-labelled faces, %"),
          ("closedEyesPredicted", "Predicted eye aspect ratio of closed eyes"), ("mouthsShare", "Predicted share of open mouths"))
WIDTH, HEIGHT, MARGIN = 620, 240, 56


def read_progress(run: Path) -> list[dict]:
    """Reads the lines of a run's progress.csv as numbers; empty fields are left out."""
    try:
        with open(run / "progress.csv", newline="") as file:
            return [{key: float(value) for key, value in line.items() if value} for line in csv.DictReader(file)]
    except OSError as error:
        raise SystemExit(f"{run} has no progress.csv: {error}") from error


def choose_ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Chooses about `count` round values between low and high."""
    if high <= low:
        return [low]
    rough = (high - low) / count
    power = 10.0 ** len(str(int(rough))) / 10 if rough >= 1 else 10.0 ** -next(n for n in range(1, 12) if rough * 10**n >= 1)
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    first = int(low / step) + (low % step > 0)
    return [step * i for i in range(first, int(high / step) + 1)]


def draw_panel(title: str, column: str, runs: dict[str, list[dict]], top: float) -> list[str]:
    """Draws one panel: axes and a line per run. The first tenth of the crops does not affect the scale."""
    points = {name: [(line["crops"], line[column]) for line in lines if column in line] for name, lines in runs.items()}
    longest = max((x for line in points.values() for x, _ in line), default=1)
    values = [y for line in points.values() for x, y in line if x >= longest / 10]
    if not values:
        return []
    low, high = min(values), max(values)
    high = high + (high - low) * 0.05 + 1e-9
    left, right, bottom = MARGIN, WIDTH - 16, top + HEIGHT - 36
    place = lambda x, y: (left + x / longest * (right - left), bottom - (y - low) / (high - low) * (HEIGHT - 72))
    parts = [f'<text x="{left}" y="{top + 22}" font-weight="600">{escape(title)}</text>']
    for y in choose_ticks(low, high):
        at = place(0, y)[1]
        parts.append(f'<line x1="{left}" x2="{right}" y1="{at:.1f}" y2="{at:.1f}" stroke="#ddd"/>'
                     f'<text x="{left - 6}" y="{at + 4:.1f}" text-anchor="end">{y:.4g}</text>')
    for x in choose_ticks(0, longest):
        at = place(x, low)[0]
        parts.append(f'<text x="{at:.1f}" y="{bottom + 18}" text-anchor="middle">{x / 1000:.4g}k</text>')
    for colour, line in zip(COLOURS * 9, points.values()):
        shown = [place(x, max(low, min(y, high))) for x, y in line]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in shown)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
    return parts


def draw_plot(runs: dict[str, list[dict]]) -> str:
    """Draws all panels and a legend as SVG text."""
    parts = []
    for i, (column, title) in enumerate(PANELS):
        parts += draw_panel(title, column, runs, i * HEIGHT)
    top = len(PANELS) * HEIGHT
    for i, (colour, name) in enumerate(zip(COLOURS * 9, runs)):
        parts.append(f'<rect x="{MARGIN}" y="{top + 20 * i}" width="14" height="4" fill="{colour}"/>'
                     f'<text x="{MARGIN + 22}" y="{top + 20 * i + 7}">{escape(name)}</text>')
    height = top + 20 * len(runs) + 12
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="12">'
            f'<rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=Path("progress.svg"))
    args = parser.parse_args()
    args.out.write_text(draw_plot({run.name: read_progress(run) for run in args.runs}))
    print(f"{args.out}: {len(args.runs)} runs")


if __name__ == "__main__":
    main()
