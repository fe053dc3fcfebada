"""A report -> the same again while nothing that it was made from has changed, from the user's cache folder."""

from openrelease.cache.cache_folder import CacheFolder, open_cache_folder
from openrelease.cache.recorded_snapshot import RecordedSnapshot, has_absent_content, listing_digest
from openrelease.cache.stored_results import Result, ResultStore, open_store

__all__ = [
    "CacheFolder",
    "RecordedSnapshot",
    "Result",
    "ResultStore",
    "has_absent_content",
    "listing_digest",
    "open_cache_folder",
    "open_store",
]
