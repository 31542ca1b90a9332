"""The platforms of Waypost: Slack, Teams, the playground, the command line and the server that mounts them."""
