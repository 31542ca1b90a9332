"""Who owns a responsibility, and where they sit."""
