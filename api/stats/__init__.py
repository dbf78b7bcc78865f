"""Statistics of queries, as InfluxDB has them; without it they say so, and never show zeros."""
