"""Reads an archive with Python's zipfile and runs a line of Python on it, which finds the archive as `z`.

usage: zip_reader.py ARCHIVE LINE
"""

import sys
import zipfile

sys.stdout.reconfigure(encoding="utf-8")
exec(sys.argv[2], {"z": zipfile.ZipFile(sys.argv[1])})
