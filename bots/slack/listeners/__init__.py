"""What we listen to in Slack: one module for each kind of thing, each with `register`."""
