"""Landmark errors, and opening ratios of eyes and mouths. Points are (..., 68, 2), in any unit."""
import numpy as np

from face import FACE, compute_inter_pupil

LIDS, EYE_CORNERS, INNER_LIPS, INNER_MOUTH_CORNERS = (
    np.array(FACE["openings"][name]) for name in ("lids", "eyeCorners", "innerLips", "innerMouthCorners"))
# An eye below the first ratio is closed, above the second one open; a mouth above the third is open.
CLOSED_EYE, OPEN_EYE, OPEN_MOUTH = (FACE["openings"][name] for name in ("closedEye", "openEye", "openMouth"))


def compute_nme(predicted: np.ndarray, truth: np.ndarray, distance=compute_inter_pupil) -> np.ndarray:
    """Computes the normalised mean error (...): mean distance over the landmarks / `distance(truth)`."""
    return np.linalg.norm(predicted - truth, axis=-1).mean(-1) / distance(truth)


def compute_eye_aspect_ratios(points: np.ndarray) -> np.ndarray:
    """Computes the aspect ratio (..., 2) of both eyes: lid distance / width (Soukupová and Čech 2016)."""
    gaps = np.linalg.norm(points[..., LIDS[:, 0], :] - points[..., LIDS[:, 1], :], axis=-1)
    widths = np.linalg.norm(points[..., EYE_CORNERS[:, 0], :] - points[..., EYE_CORNERS[:, 1], :], axis=-1)
    return gaps.reshape(*gaps.shape[:-1], 2, 2).mean(-1) / widths


def compute_mouth_opening(points: np.ndarray) -> np.ndarray:
    """Computes the mean distance (...) between the inner lips, divided by the width of the inner mouth."""
    gaps = np.linalg.norm(points[..., INNER_LIPS[:, 0], :] - points[..., INNER_LIPS[:, 1], :], axis=-1)
    left, right = INNER_MOUTH_CORNERS
    return gaps.mean(-1) / np.linalg.norm(points[..., left, :] - points[..., right, :], axis=-1)


def compute_auc(positive: np.ndarray, negative: np.ndarray) -> float:
    """Computes the area under the ROC curve: share of pairs with the positive above the negative; ties count half."""
    if not len(positive) or not len(negative):
        return float("nan")
    order = np.concatenate([negative, positive])
    _, inverse, counts = np.unique(order, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    n = len(positive)
    return float((ranks[len(negative) :].sum() - n * (n + 1) / 2) / (n * len(negative)))


def measure_openings(predicted: np.ndarray, truth: np.ndarray) -> dict:
    """Measures how closed eyes and open mouths are predicted. Points are (n, 68, 2)."""
    eyes, eyes_predicted = compute_eye_aspect_ratios(truth).ravel(), compute_eye_aspect_ratios(predicted).ravel()
    mouths, mouths_predicted = compute_mouth_opening(truth), compute_mouth_opening(predicted)
    closed, open_, wide = eyes < CLOSED_EYE, eyes > OPEN_EYE, mouths > OPEN_MOUTH
    mean = lambda values: float(values.mean()) if len(values) else float("nan")
    return {
        "closedEyes": int(closed.sum()),
        "closedEyesTrue": mean(eyes[closed]),
        "closedEyesPredicted": mean(eyes_predicted[closed]),
        "openEyesTrue": mean(eyes[open_]),
        "openEyesPredicted": mean(eyes_predicted[open_]),
        "eyesAuc": compute_auc(eyes_predicted[open_], eyes_predicted[closed]),
        "openMouths": int(wide.sum()),
        "mouthsShare": mean(mouths_predicted[wide]) / mean(mouths[wide]) if wide.any() else float("nan"),
    }
