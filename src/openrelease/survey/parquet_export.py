"""The folder of a survey -> Parquet files: targets, outcomes, ladders, components. DuckDB reads the lines as a stream.

The column types are given, so that no line of a repository decides them.
"""

from pathlib import Path
from typing import Any

import duckdb

from openrelease.errors import UsageError
from openrelease.survey.survey_folder import SurveyFolder

_PLACE = "STRUCT(path VARCHAR, line BIGINT, url VARCHAR)"
_COMPONENT = (
    f"STRUCT(status VARCHAR, license VARCHAR, permissive VARCHAR, how VARCHAR, families VARCHAR[], "
    f"stated {_PLACE}, evidence {_PLACE}[])"
)
_POLICY = (
    "STRUCT(version VARCHAR, sha256 VARCHAR, outcome VARCHAR, assumptions BIGINT, required VARCHAR[], "
    "requirements MAP(VARCHAR, VARCHAR))"
)
_LADDER = "STRUCT(ladder VARCHAR, highest VARCHAR, next VARCHAR, lacking VARCHAR[], rungs VARCHAR[])"
_COLUMNS = {
    "schema": "BIGINT",
    "target": "VARCHAR",
    "commit": "VARCHAR",
    "tool": "VARCHAR",
    "name": "VARCHAR",
    "url": "VARCHAR",
    "kind": "VARCHAR",
    "archived": "BOOLEAN",
    "policies": f"MAP(VARCHAR, {_POLICY})",
    "ladders": f"{_LADDER}[]",
    "components": f"MAP(VARCHAR, {_COMPONENT})",
    "error": "STRUCT(type VARCHAR, message VARCHAR)",
    "seconds": "DOUBLE",
}
_LINE_BYTES = 4_194_304

TABLES = {
    "targets.parquet": (
        'SELECT target, "commit", tool, name, url, kind, archived, error.type AS error, error.message AS reason, '
        "seconds FROM results ORDER BY target"
    ),
    "outcomes.parquet": (
        "SELECT target, policy, version, outcome, assumptions, requirement, state, "
        "list_contains(required, requirement) AS required FROM ("
        "SELECT target, entry.key AS policy, entry.value.version AS version, entry.value.outcome AS outcome, "
        "entry.value.assumptions AS assumptions, entry.value.required AS required, "
        "unnest(map_keys(entry.value.requirements)) AS requirement, "
        "unnest(map_values(entry.value.requirements)) AS state "
        "FROM (SELECT target, unnest(map_entries(policies)) AS entry FROM results)) "
        "ORDER BY target, policy, requirement"
    ),
    "ladders.parquet": (
        "SELECT target, entry.ladder AS ladder, coalesce(entry.highest, '') AS highest, "
        "coalesce(entry.next, '') AS next, coalesce(entry.lacking, []) AS lacking, "
        "len(entry.rungs) AS rungs, coalesce(list_position(entry.rungs, entry.highest), 0) AS height "
        "FROM (SELECT target, unnest(ladders) AS entry FROM results) ORDER BY target, ladder"
    ),
    "components.parquet": (
        "SELECT target, entry.key AS component, entry.value.status AS status, entry.value.license AS license, "
        "entry.value.permissive AS permissive, entry.value.how AS how, entry.value.families AS families, "
        "entry.value.stated.path AS stated_path, entry.value.stated.line AS stated_line, "
        "entry.value.evidence[1].path AS path, entry.value.evidence[1].line AS line, "
        "entry.value.evidence[1].url AS url "
        "FROM (SELECT target, unnest(map_entries(components)) AS entry FROM results) ORDER BY target, component"
    ),
}
"""The files, and the query that makes each; docs/survey.md explains their columns."""


def export_parquet(folder: SurveyFolder) -> list[Path]:
    """Write the files into the folder, and return their paths; raises `UsageError` for what DuckDB cannot read."""
    lines = [str(path) for path in sorted(folder.path.glob("results*.jsonl"))]
    if not lines:
        raise UsageError(f"{folder.path} holds no results")
    with duckdb.connect() as database:
        database.execute("SET enable_progress_bar = false")
        try:
            read: Any = database.read_json  # its types do not know a list of files
            source = read(lines, columns=_COLUMNS, format="newline_delimited", maximum_object_size=_LINE_BYTES)
            source.create_view("results")
            return [_write_table(database, folder.path / name, query) for name, query in TABLES.items()]
        except duckdb.Error as error:
            raise UsageError(f"{folder.path}: the results cannot be exported: {error}") from error


def _write_table(database: duckdb.DuckDBPyConnection, path: Path, query: str) -> Path:
    database.sql(query).write_parquet(str(path), compression="zstd")
    return path
