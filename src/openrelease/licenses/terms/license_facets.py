"""A license -> what it allows and asks for, as data. Rows come from data/licenses.yaml."""

from openrelease.values import dataclass

PERMISSIVE_KINDS = frozenset({"permissive", "public-domain", "data-permissive"})
"""Kinds that let anybody use, change and share for notices or credit alone."""

SECONDARY = "secondary"
"""The confidence of a row that rests on an excerpt or a third party: it never calls a license permissive."""


USER = "user"
"""The confidence of a row that the file of a user says."""


@dataclass(frozen=True, kw_only=True)
class LicenseFacets:
    """What one license allows and asks for; the values of each field are listed in data/licenses.yaml.

    `kind` is None where nothing is known but the id. `osi` and `fsf`: the SPDX list says that OSI approved
    it, or that the FSF calls it free; False means "says nothing" (https://spdx.org/licenses/).
    `patent_grant` is None where nobody looked. `limit` is the number of users or the revenue above which
    the grant ends. `listed` is true for ids of the SPDX list. What can be looked for in a derivative:
    `name_begins`, how its name has to begin; `display`, phrases of which it has to show one; `notice`, how
    the sentence begins that it has to carry. `territory_for` is the part that `territory` is about, None if all.
    """

    id: str
    name: str
    kind: str | None
    hub: str | None = None
    aliases: tuple[str, ...] = ()
    listed: bool = False
    osi: bool = False
    fsf: bool = False
    commercial_use: str = "yes"
    relicensing: str = "yes"
    share_alike: str = "none"
    use_restrictions_flow_down: bool = False
    outputs: str = "none"
    limit: str | None = None
    naming_duty: str | None = None
    name_begins: str | None = None
    display: tuple[str, ...] = ()
    notice: str | None = None
    territory: str | None = None
    territory_for: str | None = None
    attribution: str = "notice"
    patent_grant: bool | None = None
    open_definition: str = "not-reviewed"
    suitable_for: tuple[str, ...] = ()
    mof: tuple[str, ...] = ()
    source: str = ""
    confidence: str = "known"
    note: str = ""

    @property
    def restrictions(self) -> tuple[str, ...]:
        """What it asks beyond notices and credit, in short clauses; empty for a plain permissive license."""
        return tuple(clause for clause in _clauses(self) if clause)

    @property
    def territory_clause(self) -> str:
        """Where it does not apply, and for what part, as a clause; empty where it applies everywhere."""
        about = f" of {self.territory_for}" if self.territory_for else ""
        return f"territory{about}: {self.territory}" if self.territory else ""

    @property
    def permissive(self) -> bool | None:
        """Whether it is permissive, None where that is unknown."""
        if self.kind is None:
            return None
        if self.kind not in PERMISSIVE_KINDS or self.restrictions:
            return False
        return None if self.confidence == SECONDARY else True


_COMMERCE = {
    "no": "no commercial use",
    "limited": "commercial use is limited",
    "unknown": "commercial use unclear",
}
_TERMS = {
    "no": "nothing adapted may be shared",
    "no-distribution-or-restricted": "sharing is restricted",
    "restrictions-kept": "its use restrictions stay on derivatives",
    "nc-kept": "derivatives stay non-commercial",
    "yes-with-terms": "derivatives carry its terms",
    "unknown": "terms of derivatives unclear",
}
_OUTPUTS = {
    "forbidden": "no training of other models on its outputs",
    "naming": "models trained on its outputs are named after it",
}


def _clauses(row: LicenseFacets) -> tuple[str | None, ...]:
    return (
        _COMMERCE.get(row.commercial_use),
        _TERMS.get(row.relicensing, None if row.relicensing == "yes" else "derivatives stay under the same license"),
        "use restrictions are passed on" if row.use_restrictions_flow_down else None,
        _OUTPUTS.get(row.outputs),
        row.limit and f"limit: {row.limit}",
        row.naming_duty and f"naming duty: {row.naming_duty}",
        row.territory_clause,
    )
