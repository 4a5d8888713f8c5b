"""Layer 1: texts to vectors and a vector index; knows ids, strings and arrays only."""
