# SPDX-License-Identifier: Apache-2.0
"""A second implementation of METHODOLOGY.md, in Python's standard library: blocks to forks to tables."""
