"""Layer 1: texts to vectors and a vector index; knows ids, strings and arrays only.

Torch and FAISS are imported on first use. Their worker threads would spin while they wait, which starves
every other process on a small machine (measured: a query takes 15 ms instead of 900 ms on two busy
cores), so waiting is made passive before either is loaded.
"""

import os

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
# Weights come from installed packages or folders; a hub is never asked.
os.environ.setdefault("HF_HUB_OFFLINE", "1")
