"""A hotline's assessments: a table of addresses on the internet, each with what the hotline made of it."""
