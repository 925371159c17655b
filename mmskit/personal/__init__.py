"""Personalised batches: a title and a picture for all, a text for each, cut into submissions."""

from mmskit.personal.batch import PersonalBatch
from mmskit.personal.shards import Shard

__all__ = ["PersonalBatch", "Shard"]
