"""The national catalogue of apprenticeship trainings, in its two forms."""
