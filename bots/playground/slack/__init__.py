"""The playground's Slack: a workspace, the Web API that the app calls, and the signed requests that the app gets."""
