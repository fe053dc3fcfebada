"""What a pickle imports and which tensors it describes, without running it. Enter at `trace_pickle`."""
