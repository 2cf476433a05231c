"""The character language model that decoding, mojibake repair and whoever asks "is this language?" share."""

from shanben.language.model import Model, fold, model
from shanben.language.neighbours import neighbour_costs

__all__ = ["Model", "fold", "model", "neighbour_costs"]
