"""Collects the held-out faces into two sets for `npm run evaluate`.

    python3 training/hold_out.py --data DIR --taught DIR --out OUT
    npm run evaluate -- --data OUT --sets validation,taught

OUT/validation: the validation faces of 300W. OUT/taught: the held-out tenth of the pseudo-labelled faces,
with the lids of closed eyes moved together as in training. Photos are symbolic links to the originals.
"""
import argparse
from pathlib import Path

import numpy as np

from dataset import close_lids
from faces import find_photo, list_keys, read_pts, read_taught_index, split_keys
from label import write_pts


def link_face(photo: Path, points: np.ndarray, file: Path):
    """Creates a link to a photo, and a .pts file beside it."""
    link = file.with_suffix(photo.suffix)
    link.unlink(missing_ok=True)
    link.symlink_to(photo.resolve())
    write_pts(file.with_suffix(".pts"), points)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--taught", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    _, validation = split_keys(list_keys(args.data), True)
    (args.out / "validation").mkdir(parents=True, exist_ok=True)
    for key in validation:
        link_face(find_photo(args.data, key), read_pts(args.data / f"{key}.pts"), args.out / "validation" / key.replace("/", "-"))
    held = [row.key for row in read_taught_index(args.taught) if row.held_out] if args.taught else []
    if held:
        (args.out / "taught").mkdir(exist_ok=True)
        points = close_lids(np.stack([read_pts(args.taught / f"{key}.pts") for key in held]).astype(np.float64))
        for key, face in zip(held, points):
            link_face(find_photo(args.taught, key), face, args.out / "taught" / key)
    print(f"{len(validation)} validation faces and {len(held)} taught faces in {args.out}")


if __name__ == "__main__":
    main()
