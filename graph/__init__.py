"""Layer 2: the knowledge graph: schema, build, topics, prerequisites, similarity, queries, export."""
