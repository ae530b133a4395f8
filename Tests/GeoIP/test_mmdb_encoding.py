"""The data section's bytes, by the examples and rules of the MaxMind DB specification."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "scripts" / "geoip"))

from mmdb_file import Unsigned, Value, encode


@pytest.mark.parametrize(
    ("value", "encoded"),
    [
        ("", "40"),
        ("en", "42656e"),
        ("a" * 28, "5c" + "61" * 28),
        ("a" * 29, "5d00" + "61" * 29),
        ("a" * 284, "5dff" + "61" * 284),
        (Unsigned(0, 16), "a0"),
        (Unsigned(500, 16), "a201f4"),
        (Unsigned(500, 32), "c201f4"),
        (Unsigned(2**40, 64), "0602" + "010000000000"),
        ({"en": "Foo"}, "e142656e43466f6f"),
        (["Foo", "en"], "0204" + "43466f6f" + "42656e"),
    ],
)
def test_a_value_is_encoded_by_the_specification(value: Value, encoded: str) -> None:
    assert encode(value).hex() == encoded


def test_a_size_beyond_the_writer_is_an_error() -> None:
    with pytest.raises(ValueError, match="285"):
        encode("a" * 285)
