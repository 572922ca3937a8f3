"""A document to its annotations: each layer in a file of its own, put together in `layers`."""
