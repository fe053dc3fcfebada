"""License names and SPDX expressions -> an expression tree."""
