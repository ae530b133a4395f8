"""Tests of the reader that the checks stand on: prose must never look like code, nor code like prose."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "scripts" / "lint"))

from swift_source import blank_prose


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a // b", "a     "),
        ("a /* b /* c */ d */ e", "a                   e"),
        ("a /* b\nc */ d", "a     \n     d"),
        ('let a = "b // c"', 'let a = "      "'),
        (r'"a\"b" + c', '"    " + c'),
        (r'"a\(f("b"))c" + d', '"   f(" ")  " + d'),
        (r'"\(a.map { "\($0))" })" + b', '"  a.map { "  $0  " } " + b'),
        (r'#"a"\(b)\#(c)"# + d', '#"         c "# + d'),
        ('"""\n"a" // b\n""" + c', '"""\n        \n""" + c'),
        ('#if DEBUG\n"a"', '#if DEBUG\n" "'),
        ('"a // not closed\nb', '"               \nb'),
        ("/* not closed\nb", "             \n "),
    ],
)
def test_comments_and_strings_are_blanked_in_place(text: str, code: str) -> None:
    assert blank_prose(text) == code
