"""Defaults < the repository's own file < flags or inputs -> one frozen Settings, and the exit code."""

from openrelease.config.config_format import FailOn, Unknown
from openrelease.config.load_config import DEFAULT_POLICIES, Flags, Settings, exit_code, load
from openrelease.config.read_config_file import CONFIG

__all__ = ["CONFIG", "DEFAULT_POLICIES", "FailOn", "Flags", "Settings", "Unknown", "exit_code", "load"]
