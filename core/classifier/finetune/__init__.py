"""Making the encoder: a small sentence encoder tuned on our own examples. Build time only; needs the extra `encoder`."""
