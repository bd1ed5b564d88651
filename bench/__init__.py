"""One script a claim; ratios taken in one run, seconds beside a calibration loop."""
