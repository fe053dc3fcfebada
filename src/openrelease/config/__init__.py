"""Defaults < the repository's own file < flags or inputs -> one frozen Settings, and the exit code."""

from openrelease.config.config_format import Assumed, FailOn, OnUnknown
from openrelease.config.load_config import DEFAULT_POLICIES, Flags, Settings, compute_exit_code, load_settings
from openrelease.config.read_config_file import CONFIG_LIMIT, CONFIG_PATH

__all__ = [
    "CONFIG_LIMIT",
    "CONFIG_PATH",
    "DEFAULT_POLICIES",
    "Assumed",
    "FailOn",
    "Flags",
    "OnUnknown",
    "Settings",
    "compute_exit_code",
    "load_settings",
]
