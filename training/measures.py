"""Errors of landmarks, and how open eyes and mouths are. Points (..., 68, 2), in any unit."""
import numpy as np

from face import FACE, inter_pupil

LIDS, EYE_CORNERS, INNER_LIPS, INNER_MOUTH_CORNERS = (
    np.array(FACE["openings"][name]) for name in ("lids", "eyeCorners", "innerLips", "innerMouthCorners"))
# An eye below the first ratio is closed, above the second one open; a mouth above the third is open.
CLOSED_EYE, OPEN_EYE, OPEN_MOUTH = (FACE["openings"][name] for name in ("closedEye", "openEye", "openMouth"))


def nme(predicted: np.ndarray, truth: np.ndarray, distance=inter_pupil) -> np.ndarray:
    """Mean distance over the landmarks divided by `distance(truth)`; one number per face."""
    return np.linalg.norm(predicted - truth, axis=-1).mean(-1) / distance(truth)


def eye_aspect_ratios(points: np.ndarray) -> np.ndarray:
    """Eye aspect ratio (..., 2) of both eyes (Soukupová and Čech 2016): lids' distance over width."""
    gaps = np.linalg.norm(points[..., LIDS[:, 0], :] - points[..., LIDS[:, 1], :], axis=-1)
    widths = np.linalg.norm(points[..., EYE_CORNERS[:, 0], :] - points[..., EYE_CORNERS[:, 1], :], axis=-1)
    return gaps.reshape(*gaps.shape[:-1], 2, 2).mean(-1) / widths


def mouth_opening(points: np.ndarray) -> np.ndarray:
    """Mean distance (...) of the inner lips over the inner mouth's width."""
    gaps = np.linalg.norm(points[..., INNER_LIPS[:, 0], :] - points[..., INNER_LIPS[:, 1], :], axis=-1)
    left, right = INNER_MOUTH_CORNERS
    return gaps.mean(-1) / np.linalg.norm(points[..., left, :] - points[..., right, :], axis=-1)


def auc(positive: np.ndarray, negative: np.ndarray) -> float:
    """Area under the ROC curve: how often a positive's value is above a negative's; ties count half."""
    if not len(positive) or not len(negative):
        return float("nan")
    order = np.concatenate([negative, positive])
    _, inverse, counts = np.unique(order, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    n = len(positive)
    return float((ranks[len(negative) :].sum() - n * (n + 1) / 2) / (n * len(negative)))


def openings(predicted: np.ndarray, truth: np.ndarray) -> dict:
    """How closed eyes and open mouths are predicted, with their numbers. Points (n, 68, 2)."""
    eyes, said = eye_aspect_ratios(truth).ravel(), eye_aspect_ratios(predicted).ravel()
    mouths, mouths_said = mouth_opening(truth), mouth_opening(predicted)
    closed, open_, wide = eyes < CLOSED_EYE, eyes > OPEN_EYE, mouths > OPEN_MOUTH
    mean = lambda values: float(values.mean()) if len(values) else float("nan")
    return {
        "closedEyes": int(closed.sum()),
        "closedEyesTrue": mean(eyes[closed]),
        "closedEyesPredicted": mean(said[closed]),
        "openEyesTrue": mean(eyes[open_]),
        "openEyesPredicted": mean(said[open_]),
        "eyesAuc": auc(said[open_], said[closed]),
        "openMouths": int(wide.sum()),
        "mouthsShare": mean(mouths_said[wide]) / mean(mouths[wide]) if wide.any() else float("nan"),
    }
