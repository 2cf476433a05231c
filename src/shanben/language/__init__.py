"""The character language model that decoding, mojibake repair and whoever asks "is this language?" share."""

from shanben.language.model import Model, fold, model
from shanben.language.neighbours import kinds, odd_pairs
from shanben.language.texts import character_costs, mean_cost, text_costs

__all__ = ["Model", "character_costs", "fold", "kinds", "mean_cost", "model", "odd_pairs", "text_costs"]
