"""Who the texts of a release say holds its copyright."""

from __future__ import annotations

import pytest
from support.looking import gathered

from openrelease.scan.licensing.copyright_holders import find_copyright_holders


@pytest.mark.parametrize(
    ("path", "line", "name"),
    [
        ("LICENSE", "Copyright (c) 2024 Acme Rockets", "Acme Rockets"),
        (
            "LICENSE",
            "   Copyright 2023-2025 Acme, Inc. and affiliates. All rights reserved.",
            "Acme, Inc. and affiliates",
        ),
        ("LICENSE", "Copyright (c) 2023-present, Acme", "Acme"),
        ("LICENSE", "Copyright [2026] [The Regents of Example]", "The Regents of Example"),
        ("COPYING", "Copyright Acme", "Acme"),
        ("NOTICE", "(c) 2020 Ada Example", "Ada Example"),
        ("README.md", "© 2026 Universität Beispiel", "Universität Beispiel"),
        ("REUSE.toml", 'SPDX-FileCopyrightText = "2026 Acme"', "Acme"),
        ("LICENSE.txt", "Copyright (c) 2024 北京示例科技有限公司", "北京示例科技有限公司"),
    ],
)
def test_a_holder_is_found(path: str, line: str, name: str) -> None:
    (holder,) = find_copyright_holders(gathered({path: f"A text\n\n{line}\n"}))
    assert (holder.name, holder.location.path, holder.location.line) == (name, path, 3)


@pytest.mark.parametrize(
    "line",
    [
        "Copyright [yyyy] [name of copyright owner]",
        "Copyright (c) <year> <copyright holders>",
        "copyright notice and this permission notice shall be included",
        "copyright holders be liable for any claim",
        "(c) You must retain the notices",
        "Copyright (C) 2007 Free Software Foundation, Inc. <https://fsf.org/>",
        "Due to the copyright issue of other data sets we link them.",
        "2. Grant of Copyright License. Subject to the terms",
        "Copyright (c) 2024",
    ],
)
def test_words_of_a_license_and_blanks_name_nobody(line: str) -> None:
    assert find_copyright_holders(gathered({"LICENSE": f"{line}\n", "README.md": f"# A model\n\n{line}\n"})) == ()


def test_texts_below_the_root_and_of_source_are_not_read() -> None:
    assert (
        find_copyright_holders(gathered({"third_party/LICENSE": "Copyright 2024 B\n", "a.py": "# Copyright 2024 B\n"}))
        == ()
    )
