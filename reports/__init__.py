"""ReportContext → documents."""
