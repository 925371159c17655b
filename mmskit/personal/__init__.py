"""Personalised batches: a title and a picture for all, a text for each, cut into submissions."""

from mmskit.personal.batch import PersonalBatch
from mmskit.personal.export import Exported
from mmskit.personal.manifest import Manifest, ShardEntry, read_manifest
from mmskit.personal.preview import Filled
from mmskit.personal.shards import Shard
from mmskit.personal.template import Field, OptionalPart, Template

__all__ = [
    "Exported",
    "Field",
    "Filled",
    "Manifest",
    "OptionalPart",
    "PersonalBatch",
    "Shard",
    "ShardEntry",
    "Template",
    "read_manifest",
]
