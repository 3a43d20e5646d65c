"""Files that do harm, made by code."""
