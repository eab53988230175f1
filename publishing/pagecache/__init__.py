"""Readers' pages kept in memory, exactly as long as they are true: `PageCache` wraps Django."""
