"""Inputs -> what a release is made from: base models, distillation, vendored code, obligations."""
