"""SPDX headers of source files -> license claims about the code.

https://spdx.github.io/spdx-spec/v3.0.1/annexes/using-SPDX-short-identifiers-in-source-files/
"""

from collections.abc import Iterator

from openrelease.model import Location
from openrelease.scan.inputs.read_inputs import RepositoryInputs, sort_key_by_depth
from openrelease.scan.licensing.statement import Reader, ScopedClaim
from openrelease.values import replace

_MOST = 20  # different expressions


def read_spdx_headers(gathered: RepositoryInputs, reader: Reader) -> Iterator[ScopedClaim]:
    """Yield a claim for each expression, at the first file that has it, with the number of others."""
    found: dict[str, list[Location]] = {}
    for path in sorted(gathered.programs, key=sort_key_by_depth):
        for text, line in gathered.programs[path].headers:
            found.setdefault(text, []).append(Location(path=path, line=line))
    for text, places in list(found.items())[:_MOST]:
        claim = reader.parse_claim(text, "header", places[0])
        more = f"and {len(places) - 1} more" if len(places) > 1 else ""
        detail = "; ".join(filter(None, (claim.detail, more)))
        yield ScopedClaim(part="code", claim=replace(claim, detail=detail))
