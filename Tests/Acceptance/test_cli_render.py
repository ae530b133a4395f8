"""waymark render: static codes without a server."""

import itertools
import subprocess
from pathlib import Path

import numpy as np
import pytest
import qrcodegen
import zxingcpp
from harness.decoders import assert_reads, picture, zxing
from harness.server import WaymarkServer
from PIL import Image

TEXT = "https://example.com/render"
LEVELS = {
    "L": qrcodegen.QrCode.Ecc.LOW,
    "M": qrcodegen.QrCode.Ecc.MEDIUM,
    "Q": qrcodegen.QrCode.Ecc.QUARTILE,
    "H": qrcodegen.QrCode.Ecc.HIGH,
}


@pytest.fixture
def program(binary: Path, tmp_path: Path) -> WaymarkServer:
    return WaymarkServer(binary, tmp_path)


def render(program: WaymarkServer, *arguments: str) -> bytes:
    result = program.run("render", *arguments)
    assert result.returncode == 0, result.stderr.decode()
    return result.stdout


def matrix(program: WaymarkServer, *arguments: str) -> np.ndarray:
    """The modules, 1 where dark."""
    rows = render(program, *arguments, "--format", "matrix").decode().splitlines()
    assert all(set(row) <= {"0", "1"} and len(row) == len(rows) for row in rows)
    return np.array([[int(module) for module in row] for row in rows])


def drawn(modules: np.ndarray) -> np.ndarray:
    """The modules as a picture with a quiet zone."""
    return np.kron(np.pad(1 - modules, 4, constant_values=1), np.full((8, 8), 255)).astype(np.uint8)


@pytest.mark.parametrize(("format", "media_type"), [("png", "image/png"), ("svg", "image/svg+xml")])
def test_pictures_go_to_standard_output_or_a_file(
    program: WaymarkServer, tmp_path: Path, format: str, media_type: str
) -> None:
    piped = render(program, TEXT, "--format", format)
    assert_reads(piped, media_type, TEXT)
    # The file's ending names the format.
    file = tmp_path / f"code.{format}"
    assert render(program, TEXT, "-o", str(file)) == b""
    assert file.read_bytes() == piped


def test_png_is_what_a_pipe_gets(program: WaymarkServer) -> None:
    assert_reads(render(program, TEXT), "image/png", TEXT)


def test_matrix_is_the_symbol_without_a_quiet_zone(program: WaymarkServer) -> None:
    modules = matrix(program, TEXT)
    assert modules[0, :7].tolist() == [1] * 7
    assert zxing(drawn(modules)) == TEXT


def test_utf8_draws_two_rows_a_line(program: WaymarkServer) -> None:
    lines = render(program, TEXT, "--format", "utf8").decode().splitlines()
    halves = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}
    assert {character for line in lines for character in line} <= set(halves)
    rows = [[halves[character][half] for character in line] for line in lines for half in (0, 1)]
    image = np.array(rows, dtype=np.uint8) * 255
    # On a dark terminal the blocks are the light modules, on a light one the dark ones: a reader takes either.
    large = np.kron(np.pad(image, 4, mode="edge"), np.ones((8, 8), dtype=np.uint8))
    found = zxingcpp.read_barcodes(large)
    assert [bytes(code.bytes).decode() for code in found] == [TEXT]


@pytest.mark.parametrize(("level", "version"), list(itertools.product("LMQH", [4, 7, 21, 40])))
def test_level_version_and_mask_are_exact(program: WaymarkServer, level: str, version: int) -> None:
    segments = [qrcodegen.QrSegment.make_bytes(b"exact, byte mode")]
    mask = (version + "LMQH".index(level)) % 8
    expected = qrcodegen.QrCode.encode_segments(segments, LEVELS[level], version, version, mask, False)
    size = expected.get_size()
    modules = matrix(
        program, "exact, byte mode", "--error-correction", level, "--version", str(version), "--mask", str(mask)
    )
    assert modules.tolist() == [[int(expected.get_module(x, y)) for x in range(size)] for y in range(size)]


@pytest.mark.parametrize("mask", range(8))
def test_every_mask_can_be_forced(program: WaymarkServer, mask: int) -> None:
    modules = matrix(program, TEXT, "--mask", str(mask))
    assert zxing(drawn(modules)) == TEXT
    # Bits 10 to 12 of the format information name the mask (ISO/IEC 18004, 7.9.1), below the fixed pattern 101 of it.
    bits = modules[8, 2:5].tolist()
    assert bits[0] << 2 | bits[1] << 1 | bits[2] == mask ^ 0b101


def test_the_level_is_boosted_only_when_none_is_asked_for(program: WaymarkServer) -> None:
    def level(*arguments: str) -> str:
        (found,) = zxingcpp.read_barcodes(picture(render(program, "HI", *arguments), "image/png"))
        return found.ec_level

    assert level() == "H"
    assert [level("--error-correction", letter) for letter in "LMQH"] == list("LMQH")


def test_too_much_text_is_refused_with_what_would_fit(program: WaymarkServer, tmp_path: Path) -> None:
    file = tmp_path / "never.png"
    result = program.run("render", "x" * 40, "--version", "1", "--error-correction", "H", "-o", str(file))
    assert result.returncode == 2
    assert b"version" in result.stderr
    assert not file.exists()


def test_size_margin_and_colours_are_drawn(program: WaymarkServer) -> None:
    content = render(program, TEXT, "--size", "333", "--margin", "1", "--color", "#204060", "--background", "#fff8e0")
    image = picture(content, "image/png")
    assert image.shape == (333, 333)
    assert len(np.unique(image)) == 2


def test_text_of_any_script_is_kept(program: WaymarkServer) -> None:
    text = "Größe 漢字 🎈 −20 °C"
    assert_reads(render(program, text), "image/png", text)
    assert_reads(render(program, text, "--format", "svg"), "image/svg+xml", text)


def test_a_file_ending_that_is_no_format_is_refused_and_nothing_is_written(
    program: WaymarkServer, tmp_path: Path
) -> None:
    result = program.run("render", TEXT, "-o", str(tmp_path / "print.tiff"))
    assert result.returncode == 2
    assert b"png, svg" in result.stderr
    assert not (tmp_path / "print.tiff").exists()


def test_every_gradient_and_the_eyes_outline_have_flags(program: WaymarkServer) -> None:
    document = render(
        program, TEXT, "--format", "svg", "--background-gradient", "#fff,#ffe", "--eye-frame-gradient", "#600,#006",
        "--eye-center-gradient", "#060,#006", "--gradient-type", "radial", "--eye-outline", "#a0a",
    )  # fmt: skip
    # One for the background, and one for the frame and the centre of each eye.
    assert document.count(b"<radialGradient") == 7
    assert b'"#a0a"' in document
    assert_reads(document, "image/svg+xml", TEXT, ("zxing-cpp",))


def test_a_logo_is_a_file_or_a_data_uri(program: WaymarkServer) -> None:
    dot = "data:image/gif;base64,R0lGODdhAQABAIAAAP8AAAAAACwAAAAAAQABAAACAkQBADs="
    assert_reads(render(program, TEXT, "--logo", dot), "image/png", TEXT)
    result = program.run("render", TEXT, "--logo", "https://example.com/logo.png")
    assert result.returncode == 2
    assert b"--logo is a URL; allowed: a file or a data: URI." in result.stderr


def test_the_smallest_png_has_the_same_pixels(program: WaymarkServer) -> None:
    quick, small = render(program, TEXT, "--size", "888"), render(program, TEXT, "--size", "888", "--smallest")
    assert len(small) < len(quick)
    assert (picture(small, "image/png") == picture(quick, "image/png")).all()


def test_an_eps_shows_the_picture_behind_its_modules(program: WaymarkServer, tmp_path: Path) -> None:
    photo = tmp_path / "photo.png"
    Image.fromarray(np.full((80, 80, 3), (0, 90, 200), dtype=np.uint8)).save(photo)
    page = tmp_path / "page.eps"
    render(program, TEXT, "--background-image", str(photo), "-o", str(page))
    drawn = tmp_path / "page.png"
    subprocess.run(
        ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-dEPSCrop", "-sDEVICE=png16m", f"-sOutputFile={drawn}", page],
        check=True,
    )
    corner = np.asarray(Image.open(drawn).convert("RGB"))[5, 5]
    assert corner[2] > corner[0] + 30


@pytest.mark.parametrize("size", [300, 500, 600])
@pytest.mark.parametrize("text", ["https://example.com/a", "https://example.com/waymark/3"])
def test_round_eyes_with_square_centers_are_read(program: WaymarkServer, text: str, size: int) -> None:
    content = render(program, text, "--eye-frame", "circle", "--size", str(size))
    assert_reads(content, "image/png", text, ("zxing-cpp", "zbar"))


def test_a_report_on_a_small_symbol_says_why_there_is_none(program: WaymarkServer) -> None:
    result = program.run("render", "HI", "--symbology", "micro", "--report")
    assert result.returncode == 2
    assert b"pictures of QR codes only" in result.stderr


def test_a_long_text_is_divided_among_symbols_that_readers_put_together(program: WaymarkServer, tmp_path: Path) -> None:
    text = "".join(f"line {number} of a text that one symbol of version 10 does not hold\n" for number in range(12))
    assert render(program, text, "--parts", "3", "-o", str(tmp_path / "part.png")) == b""
    files = sorted(tmp_path.glob("part-*.png"))
    assert [file.name for file in files] == ["part-1.png", "part-2.png", "part-3.png"]
    found = [code for file in files for code in zxingcpp.read_barcodes(picture(file.read_bytes(), "image/png"))]
    assert "".join(bytes(code.bytes).decode() for code in found) == text
    result = program.run("render", text, "--parts", "17", "-o", str(tmp_path / "many.png"))
    assert result.returncode == 2
    assert b"use 2 to 16" in result.stderr
    assert not list(tmp_path.glob("many*"))


@pytest.mark.parametrize(
    ("flags", "complaint"),
    [
        (["--frame-color", "#c00"], "--frame-color is for a frame, and none is asked for"),
        (["--logo-ratio", "0.3"], "--logo-ratio is for a logo, and none is asked for"),
        (["--logo-margin", "1"], "--logo-margin is for a logo, and none is asked for"),
        (["--logo-over"], "--logo-over is for a logo, and none is asked for"),
        (["--ink", "cmyk", "--format", "svg"], "--ink is for pdf and eps, and the format is svg"),
        (["--smallest", "--format", "webp"], "--smallest is for png, and the format is webp"),
        (["--gradient-type", "radial"], "need --gradient"),
    ],
)
def test_flags_for_what_is_not_asked_for_are_refused(program: WaymarkServer, flags: list[str], complaint: str) -> None:
    result = program.run("render", TEXT, *flags)
    assert result.returncode in (2, 64)
    assert complaint in result.stderr.decode()
    assert result.stdout == b""


def test_a_sheet_takes_no_size_of_the_code(program: WaymarkServer, tmp_path: Path) -> None:
    (tmp_path / "codes.txt").write_text("one\n")
    output = tmp_path / "labels.pdf"
    sheet = ["sheet", str(tmp_path / "codes.txt"), "-o", str(output), "--stock", "L7160"]
    result = program.run(*sheet, "--size", "300")
    assert result.returncode in (2, 64) and b"--size-inches and --dpi" in result.stderr
    assert not output.exists()


def test_a_sheet_has_the_symbols_that_are_asked_for(program: WaymarkServer, tmp_path: Path) -> None:
    (tmp_path / "codes.txt").write_text("12345\n")
    output = tmp_path / "labels.pdf"
    sheet = ["sheet", str(tmp_path / "codes.txt"), "-o", str(output), "--stock", "L7160"]
    result = program.run(*sheet, "--symbology", "micro")
    assert result.returncode == 0, result.stderr.decode()
    (found,) = zxingcpp.read_barcodes(picture(output.read_bytes(), "application/pdf"))
    assert (found.text, found.format) == ("12345", zxingcpp.BarcodeFormat.MicroQRCode)
