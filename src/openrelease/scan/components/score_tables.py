"""Tables of a document -> evidence: tables with enough numbers that are not about speed or size."""

import re
from collections.abc import Iterator

from openrelease.catalog.component_rules import TableRule
from openrelease.model import Evidence, Location
from openrelease.scan.components.pattern_search import LONGEST_TEXT, is_found, join_below_title
from openrelease.scan.inputs.parsed_document import ParsedDocument, Table

_LONGEST_SCORE = 40  # characters of a cell; a longer one is a sentence
_LONGEST_NAME = 60  # characters of the name of a model, benchmark or metric
# evaluation settings such as "5-shot", "pass@1" or "16 repetitions" are not scores
_NUMBER = re.compile(r"(?<![\w.@])\d{1,4}(\.\d+)?\s?%?(?![\w.]|[- ]?(shots?|repetitions?|runs|samples|turns)\b)")


def match_tables(rule: TableRule, document: ParsedDocument) -> Iterator[Evidence]:
    """Yield the tables of a document that a rule finds."""
    if is_found(rule.not_path, document.path) or (rule.path and not rule.path.search(document.path)):
        return
    for table in document.tables:
        section = " / ".join(table.section)
        if is_found(rule.not_section, join_below_title(table.section)):
            continue
        if rule.section and not rule.section.search(section):
            continue
        said = f"{section} {document.said.get(table.section, '')}"
        if _shows_scores(rule, table) and (not rule.around or rule.around.search(said)):
            place = Location(path=document.path, line=table.line)
            yield Evidence(location=place, how=rule.how, status=rule.status)


def _shows_scores(rule: TableRule, table: Table) -> bool:
    """Return whether enough numbers are in columns and rows that are not about speed, size and the like."""
    ours = [at for at, name in enumerate(table.header) if not is_found(rule.not_words, name)]
    rows = [row for row in table.rows if row and not is_found(rule.not_words, row[0])]
    names = (cell for row in rows for cell in row[:2] if len(cell) <= _LONGEST_NAME)
    named = " | ".join((*(table.header[at] for at in ours), *names))
    cells = [row[at] for row in rows for at in ours if 0 < at < len(row) and len(row[at]) <= _LONGEST_SCORE]
    found = [match[0] for cell in cells for match in _NUMBER.finditer(cell)]
    numbers = [number for number in found if "." in number or not rule.decimals]
    return len(numbers) >= rule.least and rule.words.search(named[:LONGEST_TEXT]) is not None
