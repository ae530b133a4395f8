"""Tell the thirteen-bit kanji value of scalars, computed from Python's shift_jis codec."""

from exchange import answer_all


def value(scalar: int) -> int | None:
    """Squeeze the double byte of a scalar (ISO/IEC 18004:2015, 7.4.6), if it has one in the two ranges."""
    try:
        code = int.from_bytes(chr(scalar).encode("shift_jis"), "big")
    except UnicodeEncodeError:
        return None
    if 0x8140 <= code <= 0x9FFC:
        code -= 0x8140
    elif 0xE040 <= code <= 0xEBBF:
        code -= 0xC140
    else:
        return None
    return (code >> 8) * 0xC0 + (code & 0xFF)


def answer(request: dict) -> list:
    """Tell the values of a range of scalars."""
    return [value(scalar) for scalar in range(request["first"], request["first"] + request["count"])]


answer_all(answer)
