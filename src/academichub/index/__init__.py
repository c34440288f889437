"""The search index: what can be rebuilt from the store at any time, and never repaired."""
