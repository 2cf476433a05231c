"""Typography: the width of marks in East Asian text."""

from __future__ import annotations

from shanben.stages.typography.marks import restore_marks

__all__ = ["restore_marks"]
