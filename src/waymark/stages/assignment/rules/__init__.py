"""What assignment rests on, as plain Python: time on duty, placings, forecasts, exposure."""
