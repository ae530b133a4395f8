"""Measures Waymark beside its peers on this machine; started by Benchmarks/run."""
