"""Evidence of papers, evaluation code and scores -> evidence of scores: the paper, where only that has them."""

import re
from collections.abc import Mapping
from itertools import islice

from openrelease.model import Evidence, Status
from openrelease.scan.components.detect_components import STRENGTH, ComponentInputs
from openrelease.scan.components.pattern_search import LONGEST_TEXT
from openrelease.scan.inputs.read_inputs import is_readme
from openrelease.values import replace

# in the prose of a README; with code that computes scores and a paper, two of them mean that the paper has the scores
_EVALUATED = re.compile(r"\b(benchmark|evaluat|experiment)|评测|评估|实验|評価|평가|оцен|эксперимент", re.IGNORECASE)


def add_results_of_paper(inputs: ComponentInputs, found: Mapping[str, tuple[Evidence, ...]]) -> tuple[Evidence, ...]:
    """Return the evidence of scores, and before it the paper where that has the scores which the README mentions."""
    results = found["evaluation_results"]
    papers = [each for id_ in ("research_paper", "technical_report") for each in found[id_] if _is_conclusive(each)]
    computed = any(map(_is_conclusive, found["evaluation_code"]))
    if not papers or not computed or any(map(_is_conclusive, results)) or not _mentions_evaluation(inputs):
        return results
    return (replace(papers[0], how="results-of-paper"), *results)


def _is_conclusive(evidence: Evidence) -> bool:
    return STRENGTH[evidence.status] >= STRENGTH[Status.LINKED]


def _mentions_evaluation(inputs: ComponentInputs) -> bool:
    """Return whether the README at the root mentions evaluation more than once."""
    readmes = (each for each in inputs.gathered.documents if "/" not in each.path and is_readme(each.path))
    passages = (block.text[:LONGEST_TEXT] for each in readmes for block in each.blocks if not block.code)
    return len(list(islice((match for text in passages for match in _EVALUATED.finditer(text)), 2))) > 1
