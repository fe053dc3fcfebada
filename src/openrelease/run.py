"""Snapshot -> Facts -> Report: the program in one expression."""

from collections.abc import Callable, Sequence

from openrelease.catalog.file_templates import POLICIES
from openrelease.catalog.load_catalog import load_catalog
from openrelease.catalog.load_licenses import load_identifier
from openrelease.catalog.load_mot_form import load_record_form
from openrelease.config import Assumed, Settings
from openrelease.errors import LimitReachedError
from openrelease.evaluate import Exceptions, SidePolicies, evaluate_facts, report_unread
from openrelease.model import (
    ANYTHING,
    ComponentFacts,
    Facts,
    FollowedLinks,
    HubLink,
    Kind,
    Location,
    Policy,
    Problem,
    Report,
    Snapshot,
    Status,
    Subject,
)
from openrelease.policies.builtin_policies import load_builtin, load_other_readings
from openrelease.repository import CachedReads, MemorySnapshot
from openrelease.scan.declarations.mot_record import read_record
from openrelease.scan.hub_pair import audit_record, list_hub_links, list_other_links
from openrelease.scan.inputs.read_inputs import read_inputs
from openrelease.scan.licensing.statement import Reader
from openrelease.scan.scan_models import scan_repository
from openrelease.values import replace

MOF_CLASSES = ("mof-3", "mof-2", "mof-1")
"""The policies that Model Openness Tool records are evaluated by; each class extends the one before."""


FollowLinks = Callable[[Sequence[HubLink], Sequence[str]], FollowedLinks]
"""Fetches what is behind links to the Hub and other URLs, such as `openrelease.hub.LinkFollower`."""


def run(
    snapshot: Snapshot, settings: Settings, *, today: str | None = None, follow: FollowLinks | None = None
) -> Report:
    """Return the report on a snapshot by the policies of the settings.

    `today` decides which exceptions have expired, as YYYY-MM-DD; without it no exception counts. `follow` fetches
    what the release links on the Hub; without it no link is followed. Where `limit_run` stops the run, every verdict
    is unknown.
    """
    try:
        return report_facts(collect_facts(snapshot, settings, follow), settings, today)
    except LimitReachedError as error:
        return report_unread(_describe_unread(snapshot, settings, str(error)), settings.policies)


def report_facts(facts: Facts, settings: Settings, today: str | None = None) -> Report:
    """Return the report on facts by the policies of the settings; `today` as for `run`."""
    exceptions = Exceptions(waivers=settings.exceptions, today=today)
    classes = tuple(map(load_builtin, MOF_CLASSES)) if facts.records else ()
    policies = choose_policies(settings, facts.subject.kind)
    besides = SidePolicies(classes=classes, readings=load_other_readings(policies))
    return evaluate_facts(facts, policies, settings.licenses, exceptions, besides)


def choose_policies(settings: Settings, kind: Kind) -> tuple[Policy, ...]:
    """Return the policies of the settings; where nobody chose them, those that are for the kind of the repository."""
    if settings.by_kind and kind in POLICIES:
        return tuple(map(load_builtin, POLICIES[kind]))
    return settings.policies


def _describe_unread(snapshot: Snapshot, settings: Settings, reason: str) -> Facts:
    """Return the facts of a repository of which nothing is known, with the reason."""
    catalog = load_catalog().components
    name, kind = settings.name or snapshot.name, settings.kind or Kind.MODEL
    problem = Problem(location=Location(path="."), message=f"{reason}: nothing is known of it", affects=ANYTHING)
    return Facts(
        subject=Subject(name=name, revision=snapshot.revision, kind=kind, kind_how="not read"),
        components=dict.fromkeys(catalog, ComponentFacts(status=Status.UNCLEAR)),
        catalog=catalog,
        problems=(problem,),
    )


def run_record(data: bytes, path: str, settings: Settings, follow: FollowLinks | None = None) -> Report:
    """Return the report on a Model Openness Tool record; raises UntrustedInputError for any other file.

    With `follow` each component has what was found behind its link.
    """
    reader = _make_reader(settings)
    facts = read_record(data, path, reader, load_record_form())
    if follow is not None:
        reader = replace(reader, followed=follow(list_hub_links(facts), list_other_links(facts)))
        facts = audit_record(facts, read_inputs(MemorySnapshot({}), reader.catalog), reader)
    return evaluate_facts(facts, settings.policies, settings.licenses)


def collect_facts(snapshot: Snapshot, settings: Settings, follow: FollowLinks | None = None) -> Facts:
    """Return the facts that policies are evaluated on.

    With `follow` the repository is scanned twice: for its links, and with what is behind them.
    """
    repository = CachedReads(snapshot=snapshot, known_as=settings.name)
    reader, form = _make_reader(settings), load_record_form()
    facts = scan_repository(repository, reader, settings.kind, settings.declared, form)
    if follow is None:
        return facts
    reader = replace(reader, followed=follow(list_hub_links(facts), list_other_links(facts)))
    return scan_repository(repository, reader, settings.kind, settings.declared, form)


def _make_reader(settings: Settings) -> Reader:
    names = replace(load_identifier(), table=settings.licenses)
    accepts = settings.assumed is Assumed.ACCEPT
    return Reader(catalog=load_catalog(), table=settings.licenses, identify=names.identify, accepts_assumptions=accepts)
