"""Change license texts in ways that matter, and report which changes are taken for the original.

    python scripts/change_license_texts.py [--cases N] [--seed N] [--longest N] [--bank FILE] FILE_OR_FOLDER ...

Each file that is identified as one unchanged license is changed at random: a sentence of license_restrictions.txt
before it, behind it or at a break of paragraphs within, plain, hidden or wrapped; a word of its body replaced,
removed or doubled. 0 changed texts may get the plain id; it ends with 1 else. Another seed, other changes.
What differs is not asked for; for every 50th case the answer is compared with that of `identify`.
"""

from __future__ import annotations

import argparse
import html
import random
import re
import secrets
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from openrelease.catalog import load_identifier
from openrelease.licenses import Identifier
from openrelease.licenses.texts.matching.match_template import EncodedText, find_template, match_program
from openrelease.licenses.texts.matching.templates import SIGNS, Program
from openrelease.licenses.texts.matching.text_view import TextView
from openrelease.licenses.texts.words.reveal_text import reveal_text
from openrelease.licenses.texts.words.tokens import split_words
from openrelease.untrusted import decode_text

BANK = Path(__file__).parent / "license_restrictions.txt"
_FILLERS = ("zebra", "not", "unless", "research", "fee", "Kumo", "only", "никогда", "禁止", "x", "0")
_LONGEST = 60_000
_CHECKED = 50
"""Each so many cases, both ways to ask are compared."""
_BREAK = "\n\n"
_MARKUPS: Sequence[Callable[[str], str]] = (
    lambda text: f"<html><body><p>{text.replace(_BREAK, '</p>' + _BREAK + '<p>')}</p></body></html>",
    lambda text: f"<pre>{html.escape(text)}</pre>",
    lambda text: f"{{\\rtf1\\ansi {text.replace(_BREAK, chr(92) + 'par ')}}}",
    lambda text: "/*\n" + "".join(f" * {line}\n" for line in text.splitlines()) + " */\n",
    lambda text: "".join(f"# {line}\n" for line in text.splitlines()),
    lambda text: "".join(f"> {line.strip()}\n" for line in text.splitlines()),
    lambda text: f"<!--\n{text}\n-->",
    lambda text: " ".join(text.split()),
    str.upper,
)
"""Forms in which a whole text may be written."""


@dataclass(frozen=True, kw_only=True)
class Original:
    """A text that is identified as one license; `required` are the offsets of words that must be there."""

    name: str
    text: str
    expression: str
    required: Sequence[tuple[int, int]]


def read_bank(path: Path) -> Sequence[str]:
    """Return the sentences of a file that has a language, a tab and a sentence in each line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t", 1)[1] for line in lines]


def read_original(path: Path, names: Identifier) -> Original | None:
    """Return the readable text of a file, None where it is not one unchanged license."""
    text = reveal_text(decode_text(path.read_bytes())).text
    found = names.identify(text)
    if found.modified or found.expression is None or found.kind not in {"license", "template"}:
        return None
    required = sorted(place for match in found.matches for place in _find_required(text, match.id, names))
    return Original(name=path.name, text=text, expression=found.expression, required=required) if required else None


def _find_required(text: str, key: str, names: Identifier) -> AbstractSet[tuple[int, int]]:
    """Return the offsets of the words that each template of a license asks for which fits the text."""
    words = split_words(text)
    view = TextView(words=words, encoded=names.index.encode(words.words), encode=names.index.encode)
    for role in ("license", "notice"):
        programs = [each.program for each in names.index.templates if (each.id, each.role) == (key, role)]
        fitting = [(program, place) for program in programs for place in find_template(program, view.text)]
        found = [frozenset(_trace_required(program, view.text, *place)) for program, place in fitting]
        if found:
            return {(words.starts[at], words.ends[at]) for at in frozenset.intersection(*found)}
    return frozenset()


def _trace_required(program: Program, text: EncodedText, start: int, end: int) -> Iterator[int]:
    """Yield the words of a match that stand outside of optional parts, alternatives and names."""
    steps = [{start}]
    for element in program:
        steps.append({stop for at in steps[-1] for stop in match_program((element,), text, at)})
    for element, places in zip(reversed(program), reversed(steps[:-1]), strict=True):
        begin = max(at for at in places if end in match_program((element,), text, at))
        if isinstance(element, str) and element not in SIGNS:
            yield from _trace_run(element, text.text, begin, end)
        end = begin


def _trace_run(run: str, text: str, begin: int, end: int) -> Iterator[int]:
    """Yield the words of a run, between which there may be bullets and notices."""
    done = 0
    for at in range(begin, end):
        if done < len(run) and text[at] == run[done]:
            done += 1
            yield at


def insert_sentence(original: Original, sentence: str, pick: random.Random) -> str:
    """Put a sentence before the text, behind it, or at a break of paragraphs."""
    breaks = [found.end() for found in re.finditer(r"\n[ \t]*\n", original.text)]
    at = pick.choice([0, len(original.text), *breaks])
    return f"{original.text[:at]}\n\n{sentence}\n\n{original.text[at:]}"


def insert_within_line(original: Original, sentence: str, pick: random.Random) -> str:
    """Put a sentence behind the end of another one."""
    ends = [found.end() for found in re.finditer(r"[.;:](?=\s)", original.text)] or [len(original.text)]
    at = pick.choice(ends)
    return f"{original.text[:at]} {sentence} {original.text[at:]}"


def insert_into_notice(original: Original, sentence: str, pick: random.Random) -> str:
    """Put a sentence into the copyright notice, or below it."""
    notice = pick.choice((
        f"Copyright (c) 2024 Kumo. {sentence}",
        f"Copyright (c) 2024 Kumo\n{sentence}",
        f"Copyright (c) 2024 Kumo, {sentence}",
        f"Copyright (c) 2024 Kumo ({sentence})",
        f"Copyright (c) 2024 Kumo - {sentence}",
        f"{sentence}\nCopyright (c) 2024 Kumo",
        f"Copyright (c) 2024 Kumo\n  {sentence}\n  All rights reserved.",
    ))  # fmt: skip
    return f"{notice}\n\n{original.text}"


def hide(sentence: str, pick: random.Random) -> str:
    """Return a sentence in a form that a reader may miss and a machine may drop."""
    forms: Sequence[Callable[[str], str]] = (
        "\u200b".join,
        "\u00ad".join,
        " ".join,
        lambda text: "".join(f"&#{ord(letter)};" for letter in text),
        lambda text: f"<!-- {text} -->",
        lambda text: f'<p title="{text}"></p>',
        lambda text: f'<img alt="{text}">',
        lambda text: f'<a href="https://kumo.example/terms?{text.replace(" ", "-")}">x</a>',
        lambda text: f"[//]: # ({text})",
        lambda text: f"![{text}](x.png)",
        lambda text: f"[x](https://kumo.example/{text.replace(' ', '-')})",
        lambda text: f"<details><summary>{text}</summary></details>",
        lambda text: f"<style>p:after {{ content: '{text}' }}</style>",
        lambda text: f"{{\\rtf1\\ansi {text}\\par }}",
        lambda text: f"<script>{text}</script>",
        lambda text: f"~~{text}~~",
        lambda text: "\u202e" + text[::-1] + "\u202c",
        lambda text: "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text),
        lambda text: text.replace("o", "о").replace("e", "е").replace("a", "а"),  # noqa: RUF001 - look-alikes
        lambda text: "\n".join(f"// {line}" for line in text.splitlines()),
        lambda text: "".join(chr(0xE0000 + ord(letter)) if letter.isascii() else letter for letter in text),
        lambda text: "\n".join(f"# {word}" for word in text.split()),
        lambda text: f"See {text.upper().rstrip('.').replace(' ', '_')}.md for details.",
        lambda text: f"![](https://github.com/kumo/kumo/raw/main/{text.rstrip('.').replace(' ', '-')}.png)",
    )
    return pick.choice(forms)(sentence)


def change_word(original: Original, sentence: str, pick: random.Random) -> str:
    """Replace, remove, double or precede a word that must be there, by a word of a sentence or of the text.

    A word that is put between two must stand behind one that must be there too: a name may have another word.
    """
    at = pick.randrange(len(original.required))
    start, end = original.required[at]
    word = original.text[start:end]
    other_start, other_end = pick.choice(original.required)
    fillers = (*_FILLERS, pick.choice(sentence.split()), original.text[other_start:other_end])
    other = pick.choice(
        [filler for filler in fillers if not set(split_words(filler).words) <= set(split_words(word).words)]
    )
    within = at > 0 and original.text[original.required[at - 1][1] : start].isspace()
    instead = pick.choice((other, "", f"{word} {word}", *([f"{other} {word}"] if within else [])))
    return original.text[:start] + instead + original.text[end:]


def wrap(original: Original, sentence: str, pick: random.Random) -> str:
    """Put a sentence into a text, and mark up all of it."""
    return pick.choice(_MARKUPS)(insert_sentence(original, sentence, pick))


def insert_hidden(original: Original, sentence: str, pick: random.Random) -> str:
    """Put a sentence into a text in a form that is easily overlooked."""
    return insert_sentence(original, hide(sentence, pick), pick)


CHANGES: Mapping[str, Callable[[Original, str, random.Random], str]] = {
    "before, behind or between": insert_sentence,
    "within a line": insert_within_line,
    "notice": insert_into_notice,
    "hidden": insert_hidden,
    "word": change_word,
    "markup": wrap,
}


def main() -> int:
    """Try them all; print each text that is taken for the original, and how many were tried."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    parser.add_argument("--longest", type=int, default=_LONGEST, help="longest text that is changed, in characters")
    parser.add_argument("--bank", type=Path, default=BANK, help="sentences: a language, a tab and a sentence a line")
    options = parser.parse_args()
    names, bank, pick = load_identifier(), read_bank(options.bank), random.Random(options.seed)  # noqa: S311 - no secret
    files = [file for path in options.paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    read = [read_original(file, names) for file in files if file.is_file() and file.stat().st_size <= options.longest]
    originals = [each for each in read if each is not None]
    print(f"{len(originals)} texts of {len(files)} files, seed {options.seed}", flush=True)
    if not originals:
        return 1
    tried, taken = Counter[str](), Counter[str]()
    for number in range(options.cases):
        original = originals[number % len(originals)]
        kind = pick.choice(list(CHANGES))
        text = CHANGES[kind](original, pick.choice(bank), pick)
        found = names.name_unchanged(text)
        tried[kind] += 1
        plain = original.expression
        if number % _CHECKED == 0 and (found == plain) != (_identify_fully(text, names) == plain):
            print(f"not what identify answers: {original.name}, case {number}", flush=True)
            return 1
        if found == plain:
            taken[kind] += 1
            print(f"{original.name} ({original.expression}), {kind}: {_describe(original.text, text)}", flush=True)
        if number % 10_000 == 9_999:  # noqa: PLR2004 - a sign of life
            print(f"{number + 1} tried, {sum(taken.values())} taken", flush=True)
    for kind, count in sorted(tried.items()):
        print(f"{kind:28} {count:7} tried {taken[kind]:5} taken for the original")
    return int(sum(taken.values()) > 0)


def _identify_fully(text: str, names: Identifier) -> str | None:
    """Return the expression of an unchanged text by the way of all other callers."""
    found = names.identify(text)
    return None if found.modified else found.expression


def _describe(before: str, after: str) -> str:
    """Return the place of a change."""
    at = next((at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), 0)
    return ascii(after[max(0, at - 20) : at + 90])


if __name__ == "__main__":
    sys.exit(main())
