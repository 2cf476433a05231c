"""Repair: one module for each family of damage, each a stage that acts only on evidence of the document itself."""

from __future__ import annotations

from shanben.stages.repair.readings import drop_readings

STAGES = (drop_readings,)
