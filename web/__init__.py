"""HTTP, forms, sessions and languages; a guest of the services."""
