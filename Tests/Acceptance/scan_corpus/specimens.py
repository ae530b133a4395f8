"""The styled codes of the corpus: what is drawn, as flags of `waymark render`."""

import itertools
import random
from dataclasses import dataclass
from pathlib import Path

PATTERNS = [
    "squares",
    "rounded",
    "dot",
    "diamond",
    "liquid",
    "connected-h",
    "connected-v",
    "hexagon",
    "star",
    "halftone",
    "frame",
    "dots",
    "classy",
    "classy-rounded",
    "extra-rounded",
]
EYE_FRAMES = [
    "square",
    "rounded",
    "extra-rounded",
    "circle",
    "leaf-tl",
    "leaf-tr",
    "leaf-br",
    "leaf-bl",
    "frame",
    "dots",
]
EYE_CENTERS = ["square", "rounded", "circle", "leaf-tl", "sunburst", "star", "diamond", "cross", "dots"]

TEXTS = [
    "HTTPS://WMK.EXAMPLE/R/AB3XK9PQ",
    "https://waymark.example/r/AB3XK9PQ?s=1",
    "https://shop.example.com/summer/collection?utm_source=poster&utm_campaign=station-7",
    "WIFI:T:WPA;S:Corner Cafe;P:correct horse battery staple;;",
    "0123456789012345678901234567890123456789",
    "BEGIN:VCARD\nVERSION:3.0\nN:Lovelace;Ada\nTEL:+442071838750\nEMAIL:ada@engines.example\nEND:VCARD\n",
]
# From black on white to what nobody can read; the last three are meant to fail.
THEMES: list[tuple[str, ...]] = [
    (),
    ("--color", "#102a6b"),
    ("--color", "#7a1020", "--background", "#fff4e0"),
    ("--color", "#0b6b3a", "--background", "#eaf6ee"),
    ("--gradient", "#b4005a,#0028a0", "--gradient-rotation", "45"),
    ("--gradient", "#111111,#3f6fd0", "--gradient-type", "radial"),
    ("--gradient", "#7a1fa2,#d0451b,#1b5ed0"),
    ("--eye-frame-color", "#c8003c", "--eye-center-color", "#003cc8"),
    ("--background", "transparent"),
    ("--color", "#777777"),
    ("--color", "#9a9a9a"),
    ("--color", "#e07b00", "--background", "#ffffff"),
    ("--color", "#ffffff", "--background", "#101820"),
    ("--gradient", "#202020,#d8d8d8"),
    ("--color", "#d8d8d8"),
    ("--color", "#ffd400", "--background", "#fffdf0"),
]
SOUND_THEMES = 9
LOGOS = ["disc", "tile", "photo"]
RATIOS = [0.15, 0.2, 0.24, 0.3, 0.36, 0.45]


@dataclass(frozen=True)
class Specimen:
    """A code to draw: its number, its content, and the flags for its look."""

    number: int
    text: str
    flags: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.number:03}"


def specimens(logos: Path) -> list[Specimen]:
    """Every pattern with every eye frame and eye centre, then looks by chance; the same ones in every run."""
    pick = random.Random(18004)
    looks: list[tuple[str, ...]] = []
    for index, (pattern, frame) in enumerate(itertools.product(PATTERNS, EYE_FRAMES)):
        theme = THEMES[index % SOUND_THEMES]
        looks.append(("--pattern", pattern, "--eye-frame", frame, *theme))
    for index, (pattern, center) in enumerate(itertools.product(PATTERNS, EYE_CENTERS)):
        theme = THEMES[(index + 4) % SOUND_THEMES]
        frame = pick.choice(EYE_FRAMES[:-1])
        looks.append(("--pattern", pattern, "--eye-frame", frame, "--eye-center", center, *theme))
    looks += [_by_chance(pick, logos) for _ in range(355)]
    return [Specimen(number, TEXTS[number % len(TEXTS)], look) for number, look in enumerate(looks)]


def _by_chance(pick: random.Random, logos: Path) -> tuple[str, ...]:
    flags = ["--pattern", pick.choice(PATTERNS)]
    flags += ["--eye-frame", pick.choice(EYE_FRAMES), "--eye-center", pick.choice(EYE_CENTERS)]
    flags += pick.choice(THEMES if pick.random() < 0.5 else THEMES[:SOUND_THEMES])
    if pick.random() < 0.45:
        flags += ["--logo", str(logos / f"{pick.choice(LOGOS)}.png"), "--logo-ratio", str(pick.choice(RATIOS))]
        if pick.random() < 0.25:
            flags += ["--logo-over"]
    if pick.random() < 0.35:
        flags += ["--error-correction", pick.choice("LMQH")]
    if pick.random() < 0.3:
        flags += ["--version", str(pick.choice([10, 12, 15, 20, 25]))]
    if pick.random() < 0.2:
        flags += ["--margin", str(pick.choice([0, 1, 2, 3, 6]))]
    if pick.random() < 0.1:
        flags += ["--shape", "circle"]
    if pick.random() < 0.1:
        flags += ["--frame", pick.choice(["square", "rounded", "banner", "bubble"]), "--frame-label", "SCAN ME"]
    if pick.random() < 0.12:
        flags += ["--background-image", str(logos / pick.choice(["meadow.png", "night.png"]))]
    return tuple(flags)
