"""An edition as a workbook for people who do not program, and back without loss."""
