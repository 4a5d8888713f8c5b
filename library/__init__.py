"""Layer 0: words, identity, errors, storage and the reader's own state; imports no other layer."""
