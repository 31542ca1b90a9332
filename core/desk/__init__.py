"""The front desk: a question in, a reply out."""
