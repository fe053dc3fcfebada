"""Closed forms of sentences -> programs for `match_template`, one character a word."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from openrelease.licenses.texts.matching.templates import UNKNOWN, Choice, Element, OneOf, Program
from openrelease.licenses.texts.words.tokens import normalize_word
from openrelease.values import dataclass, field

SLOTS: Mapping[str, str] = {
    name: chr(0xE100 + at)
    for at, name in enumerate(
        (
            "license",
            "name",
            "url",
            "file",
            "years",
            "project",
            "item",
            "permissive",
            "description",
            "coined",
            "source",
            "date",
            "deed",
        )
    )
}
"""The sign of each slot."""
ANY = ""
"""Any word: that with which a slot can begin."""
_FIRST_PART, _LAST_PART = 0xE200, 0xE2FF
_PIECE = re.compile(r"[\w']+|\{\w+\}|<\w+>|[\[\]()|]")


def read_parts(text: str) -> Mapping[str, str]:
    """Return the named parts of a block: `name: form`, where a form may go on in indented lines."""
    rows = [row.split(":", 1) for row in re.split(r"\n(?=\w)", text.strip())]
    return dict(rows)


def read_forms(text: str) -> Sequence[str]:
    """Return the forms of a block, each after a dash at the beginning of a line."""
    return [form for form in re.split(r"^- ", text, flags=re.MULTILINE) if form.strip()]


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form as a program; `kind` says what the sentence is good for, `begins` with which words it can begin."""

    kind: str
    program: Program
    begins: AbstractSet[str]


@dataclass(kw_only=True)
class FormParser:
    """Turns forms into programs and remembers which character each word got."""

    parts: Mapping[str, str]
    letters: dict[str, str] = field(default_factory=dict)
    signs: dict[str, str] = field(default_factory=dict)
    parsed: dict[str, Program] = field(default_factory=dict)
    first: dict[str, tuple[AbstractSet[str], bool]] = field(default_factory=dict)

    def parse(self, kind: str, text: str) -> Form:
        """Return the program of a form; ValueError where a bracket is not closed."""
        pieces = _PIECE.findall(text)
        program, at = self._parse_branches(pieces, 0, "")
        if at != len(pieces):
            raise ValueError(text)
        whole = _as_program(program)
        return Form(kind=kind, program=whole, begins=self._find_first(whole)[0])

    def encode(self, words: Sequence[str]) -> str:
        """Return one character a word; UNKNOWN for a word that no form has."""
        return "".join([self.letters.get(word, UNKNOWN) for word in words])

    def _find_first(self, program: Program) -> tuple[AbstractSet[str], bool]:
        """Return the words with which a program can begin, and whether it can be empty."""
        letters: set[str] = set()
        for element in program:
            found, empty = self._find_first_of(element)
            letters |= found
            if not empty:
                return letters, False
        return letters, True

    def _find_first_of(self, element: Element) -> tuple[AbstractSet[str], bool]:
        if isinstance(element, OneOf):
            return element.letters, False
        if isinstance(element, Choice):
            found = [self._find_first(branch) for branch in element.branches]
            return frozenset().union(*(letters for letters, _ in found)), any(empty for _, empty in found)
        if element in self.parsed:
            return self._begins_of_part(element)
        return frozenset([ANY if element in SLOTS.values() else element[0]]), False

    def _begins_of_part(self, sign: str) -> tuple[AbstractSet[str], bool]:
        if sign not in self.first:
            self.first[sign] = self._find_first(self.parsed[sign])
        return self.first[sign]

    def _sign_part(self, name: str) -> str:
        """Return the sign of a part; where it may end is found once for a word, like that of a slot."""
        if name not in self.signs:
            self.signs[name] = chr(_FIRST_PART + len(self.signs))
            self.parsed[self.signs[name]] = self.parse("part", self.parts[name]).program
        return self.signs[name]

    def _parse_branches(self, pieces: Sequence[str], at: int, close: str) -> tuple[list[Program], int]:
        branches: list[Program] = []
        while True:
            branch, at = self._parse_sequence(pieces, at)
            branches.append(branch)
            if at >= len(pieces):
                return branches, at
            if pieces[at] == close:
                return branches, at + 1
            if pieces[at] != "|":
                raise ValueError(" ".join(pieces))
            at += 1

    def _parse_sequence(self, pieces: Sequence[str], at: int) -> tuple[Program, int]:
        elements: list[Element] = []
        while at < len(pieces) and pieces[at] not in {"]", ")", "|"}:
            piece = pieces[at]
            if piece in {"[", "("}:
                branches, at = self._parse_branches(pieces, at + 1, "]" if piece == "[" else ")")
                elements.append(_as_choice([*branches, ()] if piece == "[" else branches))
                continue
            elements += self._parse_piece(piece)
            at += 1
        return tuple(_join_runs(elements)), at

    def _parse_piece(self, piece: str) -> Sequence[Element]:
        if piece[0] == "<":
            return (self._sign_part(piece[1:-1]),)
        if piece[0] == "{":
            return (SLOTS[piece[1:-1]],)
        word = normalize_word(piece)
        return (self.letters.setdefault(word, chr(0x100 + len(self.letters))),)


def _as_program(branches: Sequence[Program]) -> Program:
    return branches[0] if len(branches) == 1 else (_as_choice(branches),)


def _as_choice(branches: Sequence[Program]) -> Element:
    """Return alternatives; those of one word each are put together."""
    single = frozenset(
        branch[0]
        for branch in branches
        if len(branch) == 1 and isinstance(branch[0], str) and len(branch[0]) == 1 and not is_sign(branch[0])
    )
    if len(single) < 2:  # noqa: PLR2004 - nothing to put together
        return Choice(tuple(branches))
    others = [branch for branch in branches if not (len(branch) == 1 and branch[0] in single)]
    return Choice(((OneOf(single),), *others)) if others else OneOf(single)


def _join_runs(elements: Sequence[Element]) -> Sequence[Element]:
    joined: list[Element] = []
    for element in elements:
        plain = isinstance(element, str) and not is_sign(element)
        if plain and joined and isinstance(joined[-1], str) and not is_sign(joined[-1]):
            joined[-1] = f"{joined[-1]}{element}"
        else:
            joined.append(element)
    return joined


def is_sign(element: str) -> bool:
    """Return whether an element of a program is a slot or a part."""
    return element in SLOTS.values() or _FIRST_PART <= ord(element[0]) <= _LAST_PART
