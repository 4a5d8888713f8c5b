"""Layer 3: advice: next reads and roadmaps, each with its reasons."""
