"""What IT Management and IS Management are."""
