"""How messages get out: planned in the transaction that calls for them, queued durably, sent, and tried again."""
