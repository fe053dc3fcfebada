"""Bounded decoding of the encodings that several formats share: protobuf, FlatBuffers, zip, HDF5."""
