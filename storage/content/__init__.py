"""Reading the instrument and the catalogue from YAML into frozen values."""
