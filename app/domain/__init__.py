"""What Wijkpeil knows about neighbourhood research: pure, without database, web, clock or files."""
