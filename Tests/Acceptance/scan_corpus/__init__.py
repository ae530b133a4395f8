"""The calibration corpus of the scan report: styled codes, degradations as cameras have them, and independent readers.

It decides what the grades of a scan report mean; docs/scan-grades.md has the results of all × all.
"""
