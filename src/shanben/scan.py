"""(being written) Scan(text): .ids (uint8 class of each code point), .count(mask), .any(mask), .spans(mask)."""
