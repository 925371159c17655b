"""Personalised batches: a title and a picture for all, a text for each, cut into submissions."""

from mmskit.personal.batch import PersonalBatch
from mmskit.personal.preview import Filled
from mmskit.personal.shards import Shard
from mmskit.personal.template import Field, OptionalPart, Template

__all__ = ["Field", "Filled", "OptionalPart", "PersonalBatch", "Shard", "Template"]
