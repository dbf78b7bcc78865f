"""How the platform is: its parts, its public servers, what is behind, and what cron last did."""
