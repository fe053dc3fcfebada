"""Defaults < the repository's own file < flags or inputs -> one frozen Settings, and the exit code."""

from openrelease.settings.loading import DEFAULT_POLICIES, Flags, Settings, exit_code, load
from openrelease.settings.reading import CONFIG
from openrelease.settings.shape import FailOn, Unknown

__all__ = ["CONFIG", "DEFAULT_POLICIES", "FailOn", "Flags", "Settings", "Unknown", "exit_code", "load"]
