"""Secrets and personal data in what people write: where they stand, and the text with them masked."""
