"""Engines that clean many documents: processes of this machine, and frameworks of clusters."""
