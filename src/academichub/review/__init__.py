"""Machine reviews of works: asked for, made stage by stage, kept, answered and carried on."""
