"""Devices that hold a key: telephones and tablets of the field, and other OpenRosa clients."""
