"""The description of a weight format: its file names, its signatures, its reader and its manual."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal, TypeAlias

from openrelease.model import Rule
from openrelease.values import dataclass
from openrelease.weights.file_sample import Sample
from openrelease.weights.header import Header
from openrelease.weights.header_rules import make_header_rules
from openrelease.weights.recognized_format import Recognition, Serialisation
from openrelease.weights.signature_tests import SignatureTest
from openrelease.weights.source import Source

Certainty: TypeAlias = Literal["certain", "likely", "possible"]
"""What a name shows without the content.

certain: the format; likely: the format, if a word of the path says that this is a model; possible: nothing,
the content decides.
"""

NameKind: TypeAlias = Literal[
    "all", "certain", "likely", "uncertain", "raw", "linked", "indexed", "exclusive", "text_too"
]
"""A certainty, or a flag of `FileNames`; uncertain: likely or possible."""

Reader: TypeAlias = Callable[[Source], Header]
"""Reads the header; raises `RefusedError`, `UnreadableError` or `UntrustedInputError`, and nothing else."""

_compile = cache(re.compile)


@dataclass(frozen=True, kw_only=True)
class FileNames:
    """Names of the files of a format: `suffixes`, and a `pattern` that is searched in the lower-case path.

    `examples` are names with that pattern, for the manual.

    - `raw`: such a file has no signature; any binary content is accepted.
    - `linked`: a link to such a file is a link to weights.
    - `indexed`: shards with such names may have an index, `NAME.SUFFIX.index.json`, as Transformers writes it.
    - `exclusive`: content of another format under such a name is an error, as users rely on the suffix.
    - `text_too`: text files have such names as well.
    - `data_suffix`: the suffix of the file of the same name that holds the weights, without a signature.
    - `graphs`: suffixes of the file beside it that describes a raw file, which means nothing without that.
    """

    suffixes: tuple[str, ...] = ()
    pattern: str = ""
    examples: tuple[str, ...] = ()
    certainty: Certainty = "possible"
    raw: bool = False
    linked: bool = False
    indexed: bool = False
    exclusive: bool = False
    text_too: bool = False
    data_suffix: str = ""
    graphs: tuple[str, ...] = ()

    def is_kind(self, kind: NameKind) -> bool:
        """Return whether the names are of this kind."""
        certainties = {"all", self.certainty, "certain" if self.certainty == "certain" else "uncertain"}
        return kind in certainties or getattr(self, kind, False) is True

    def match(self, path: str) -> bool:
        """Return whether a lower-case path has one of these names."""
        if path.endswith(self.suffixes):
            return True
        return bool(self.pattern) and _compile(self.pattern).search(path) is not None


@dataclass(frozen=True, kw_only=True)
class Signature:
    """One way to recognize a format by the first bytes of a file.

    - `named`: the file must have one of the format's names too, as other files pass the test as well.
    - `confident`: whether the test rules out other files.
    - `variant` and `serialisation`: those of the variant that passes the test, if they are not the format's.
    """

    test: SignatureTest
    named: bool = False
    confident: bool = True
    variant: str = ""
    serialisation: Serialisation | None = None


@dataclass(frozen=True, kw_only=True)
class WeightFormat:
    """One weight format.

    - `reader` reads the header; without one only format and size are known. The ids of the rules that it
      reports begin with `rule_prefix`, such as `st` in `st-truncated`; `rare_rules` are kinds that few readers report.
    - `external_data_rule` reports a missing file that holds data of this one.
    - `strict`: every file that is not raw begins with a signature; one without is broken.
    - `has_tokenizer`: a model of text needs no other file for its tokenizer.
    - `specification` is a URL; `manual`, the docstring of the module, says to users what is read.
    """

    id: str
    title: str
    serialisation: Serialisation
    names: tuple[FileNames, ...]
    signatures: tuple[Signature, ...] = ()
    reader: Reader | None = None
    rule_prefix: str = ""
    rare_rules: tuple[str, ...] = ()
    external_data_rule: str = ""
    strict: bool = False
    has_tokenizer: bool = False
    specification: str = ""
    manual: str | None

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that recognition gives: the format's own, and those of its variants."""
        return (self.id, *dict.fromkeys(each.variant for each in self.signatures if each.variant))

    def matches_signature(self, signature: Signature, sample: Sample) -> bool:
        """Return whether a file passes the test of a signature, and has a name of the format if it must."""
        return signature.test(sample) and (not signature.named or self._has_name(sample.path))

    def recognize_by(self, signature: Signature | None) -> Recognition:
        """Return what a file is that has this signature, or None for one that has only a name of the format."""
        return Recognition(
            format=signature.variant or self.id if signature else self.id,
            serialisation=signature.serialisation or self.serialisation if signature else self.serialisation,
            confident=signature is not None and signature.confident,
        )

    @property
    def header_rules(self) -> Mapping[str, Rule]:
        """The rules of the reader by their kind, such as `truncated`."""
        return make_header_rules(self.rule_prefix, self.title, self.example_path, self.rare_rules)

    @property
    def example_path(self) -> str:
        """The name of a file whose header is read."""
        named = next(each for each in self.names if not each.raw)
        return next(iter(named.examples), f"model{next(iter(named.suffixes), '')}")

    @property
    def has_raw_files(self) -> bool:
        """Whether some files of the format have no signature."""
        return any(each.raw for each in self.names)

    def find_reader(self, path: str) -> Reader | None:
        """Return what reads the header of the file at a lower-case path; None for a raw one."""
        return None if any(each.raw and each.match(path) for each in self.names) else self.reader

    def _has_name(self, path: str) -> bool:
        return any(not each.raw and each.match(path) for each in self.names)
