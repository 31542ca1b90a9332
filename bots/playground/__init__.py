"""A local stand-in for both chat platforms, in the browser.

It acts as Slack and as Teams towards the real platforms and speaks with them over HTTP only, as the real platforms do.
Nothing here knows how the platforms work inside, and nothing leaves the machine.
"""
