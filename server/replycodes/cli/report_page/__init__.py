"""A report as one static page: tables, charts drawn here as SVG, no script, nothing from the network."""
