"""data/ -> the closed vocabularies that policies are checked against."""

from __future__ import annotations

import functools

from openrelease.checks.base import ComponentId, LicenseKind, TopicId
from openrelease.knowledge.components import lookout
from openrelease.knowledge.decode import Words
from openrelease.knowledge.licenses import license_table


@functools.cache
def words() -> Words:
    """The allowed words for each kind of id in the options of a check."""
    return {
        ComponentId: tuple(lookout().components),
        TopicId: tuple(topic.id for topic in lookout().topics),
        LicenseKind: tuple(license_table().kinds),
    }
