"""The domain of Waypost: what the responsibilities are, which one a request belongs to, and who owns it.

Nothing here knows Slack, Teams or a web server.
"""
