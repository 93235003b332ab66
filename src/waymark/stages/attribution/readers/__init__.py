"""Reading what operators send back."""
