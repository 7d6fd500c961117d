"""The station: what is on air and why, its week, its records, who listens."""
