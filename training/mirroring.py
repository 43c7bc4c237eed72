"""Makes the annotations of mirrored faces agree with those of faces that are not mirrored.

People place landmarks about half a pixel (of a crop of 128 px) to the right of where a network puts them
that treats both sides of a face alike, and the teacher's points were adjusted to people's. If a mirrored
crop just takes the mirrored points, it asks for the same distance to the left: the labels of one face
contradict each other by a whole pixel, and the network learns neither. So mirrored faces get points that
lie as far to the right as people would have placed them.
"""
import numpy as np

from face import FACE, compute_face_square, rotate

FLIP = np.array(FACE["flip"])
MEAN_SHAPE = np.array(FACE["meanShape"])


def mirror(vectors: np.ndarray) -> np.ndarray:
    """Mirrors vectors (..., 68, 2) at x = 0 and reorders them, so that each index still means the same feature."""
    return (vectors * [-1, 1])[..., FLIP, :]


def read_offset() -> np.ndarray:
    """Reads the annotation offset (68, 2), in sides of the upright face square; mirror(offset) = -offset."""
    return np.array(FACE["annotationOffset"])


def place_offset(points: np.ndarray, offset: np.ndarray) -> np.ndarray:
    """Turns and scales an offset (68, 2) to the faces of points (n, 68, 2): (n, 68, 2), in the points' unit."""
    _, side, roll = compute_face_square(MEAN_SHAPE, points)
    return side[:, None, None] * rotate(offset, roll[:, None])


def to_points_before_mirroring(points: np.ndarray, offset: np.ndarray) -> np.ndarray:
    """Moves points (n, 68, 2) so that they follow the annotators' habit after they have been mirrored.

    points = p + offset, with p free of the habit. Mirrored and annotated again they are
    mirror(p) + offset = mirror(points - 2 offset), because mirror(offset) = -offset.
    """
    return points - 2 * place_offset(points, offset)
