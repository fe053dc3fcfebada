"""A license -> its page of the manual: what it permits, on which conditions, and the source of that."""

import re
from collections.abc import Iterator, Mapping

from openrelease.catalog.load_licenses import load_license_table
from openrelease.licenses import LicenseFacets, LicenseTable
from openrelease.manual.manual_page import ManualPage

_PERMISSIVE = {True: "yes", False: "no", None: "unknown"}
_COMMERCIAL_USE: Mapping[str, str] = {
    "yes": "use for any purpose, including commercial use",
    "limited": "commercial use within limits",
    "no": "non-commercial use only",
    "unknown": "use; the license does not say clearly whether commercially, so read it",
}
_TERMS: Mapping[str, str] = {
    "yes": "change it and share the result under terms of your own",
    "yes-with-terms": "change it and share the result, with its terms",
    "restrictions-kept": "change it and share the result under any license that carries its use restrictions",
    "nc-kept": "change it and share the result for non-commercial use",
    "larger-work-only": "change it; use it in larger works under terms of your own",
    "no": "share it unchanged",
    "no-distribution-or-restricted": "sharing is restricted",
    "unknown": "read the license for whether and how the result may be shared",
}
_SAME = "change it and share the result under the same license, or one that it names"
_SHARE_ALIKE: Mapping[str, str] = {
    "file": "changed files stay under it",
    "work": "works based on it stay under it",
    "work+network": "works based on it stay under it, also where they are only used over a network",
}
_OUTPUTS: Mapping[str, str] = {
    "none": "",
    "naming": "models trained on its outputs are named after it",
    "derivative": "a model distilled from it counts as a derivative",
    "forbidden": "its outputs may not train other models",
}

_CUSTOM_ID = re.compile(r"LicenseRef-[A-Za-z0-9.-]{1,200}")
_CUSTOM_LICENSE = (
    "The id is made from the name that the release gives. Neither SPDX nor openrelease knows the license, so a "
    "person has to read its terms; a policy of your own can accept it by this id."
)


def find_license_pages(name: str) -> Iterator[ManualPage]:
    """Yield the page of a license, of each license of an expression, or of a word that names none of them."""
    table = load_license_table()
    if meaning := table.family(name):
        yield ManualPage(sort="no license", name=name, title="a word that names none", parts=(("means", meaning),))
        return
    for word in re.split(r"(?<!\s)\s+(?:AND|OR|WITH)\s+", name.strip("() "), flags=re.IGNORECASE):
        id_ = word.strip("() ")
        facets = table.explain(id_)
        if facets is not None:
            yield ManualPage(sort="license", name=facets.id, title=facets.name, parts=describe_license(facets, table))
        elif _CUSTOM_ID.fullmatch(id_):
            yield ManualPage(sort="license", name=id_, title="a custom license", parts=(("what", _CUSTOM_LICENSE),))


def describe_license(row: LicenseFacets, table: LicenseTable) -> tuple[tuple[str, str], ...]:
    """Return headings with their text; a text is empty where nothing is known."""
    kind = f"{row.kind}: {table.kinds.get(row.kind, '')}" if row.kind else "unknown"
    listed = f"yes, version {table.spdx_version}" if row.listed else f"no, as of version {table.spdx_version}"
    patents = "use of the contributors' patents" if row.patent_grant else ""
    flows_down = "pass its use restrictions on to every recipient" if row.use_restrictions_flow_down else ""
    permits = _format_list(_describe_use(row), _TERMS.get(row.relicensing, _SAME), patents)
    conditions = _format_list(_describe_notices(row), _SHARE_ALIKE.get(row.share_alike, ""), flows_down)
    territory = f"territory: {row.territory}" if row.territory else ""
    return (
        ("kind", kind),
        ("permissive", _PERMISSIVE[row.permissive]),
        ("permits", permits if row.kind else ""),
        ("conditions", conditions if row.kind else ""),
        ("limits", _format_list(_describe_limit(row), territory, _OUTPUTS.get(row.outputs, row.outputs))),
        ("duties", _describe_naming_duties(row)),
        ("suits", ", ".join(row.suitable_for)),
        ("SPDX list", listed),
        ("approved by", ", ".join(_list_approvals(row))),
        ("clause", row.note),
        ("source", f"{row.source or 'none'} (confidence: {row.confidence})"),
    )


def _format_list(*sentences: str) -> str:
    return "\n".join(f"- {sentence}" for sentence in sentences if sentence)


def _describe_use(row: LicenseFacets) -> str:
    """Return what it may be used for; "any purpose" only if no purpose is forbidden."""
    if row.commercial_use == "yes" and (row.use_restrictions_flow_down or row.kind == "use-restricted"):
        return "use, including commercial use, except for the purposes that it forbids"
    return _COMMERCIAL_USE.get(row.commercial_use, "")


def _describe_limit(row: LicenseFacets) -> str:
    """Return the limit in words; a number without a unit counts monthly active users."""
    users = row.limit and re.match(r"\d+M\b(?! (?:revenue|MAU|users))", row.limit)
    return f"monthly active users: {row.limit}" if users else row.limit or ""


def _describe_notices(row: LicenseFacets) -> str:
    if row.kind == "public-domain":
        return ""
    return "keep the notices and the license text" if row.attribution == "notice" else f"give credit: {row.attribution}"


def _describe_naming_duties(row: LicenseFacets) -> str:
    begins = row.name_begins and f'names of derivatives begin with "{row.name_begins}"'
    shown = " or ".join(f'"{phrase}"' for phrase in row.display)
    notice = row.notice and f'a Notice file says "{row.notice} …"'
    exact = [begins or "", f"show {shown}" if shown else "", notice or ""]
    return _format_list(*(exact if any(exact) else [row.naming_duty or ""]))


def _list_approvals(row: LicenseFacets) -> tuple[str, ...]:
    names = (("OSI", row.osi), ("FSF", row.fsf), ("Open Definition", row.open_definition == "yes"))
    return tuple(name for name, given in names if given)
