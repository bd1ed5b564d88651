"""The pure core: values and functions of the method. See README.md for what may never be imported here."""
