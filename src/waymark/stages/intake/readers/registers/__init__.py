"""Historic registers: tables that a force kept itself, read through a column map that an officer made."""
