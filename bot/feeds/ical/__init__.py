"""iCalendar (RFC 5545, 7986) as it is really written: lines, zones and series, each mended where it can be."""
