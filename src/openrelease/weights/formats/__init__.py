"""The weight formats, one module each: adding a module with a `FORMAT` adds the format everywhere."""
