"""Whom to believe: tokens that come in, our own that go out, tenants and addresses that are allowed."""
