"""From values to what people read: wording, numbers, chart geometry and the context of the report."""
