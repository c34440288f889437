"""AcademicHub: a self-hosted research radar and machine review for the scientific record."""

__version__ = "0.1.0"
