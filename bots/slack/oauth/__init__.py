"""Whose token calls Slack: of one workspace, or of many that installed the app by OAuth."""
