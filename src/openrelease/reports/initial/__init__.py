"""Facts -> the files that a repository begins with: a manifest, and the skeleton of a card."""

from openrelease.reports.initial.card import card
from openrelease.reports.initial.manifest import manifest

__all__ = ["card", "manifest"]
