"""How many officers and examiners keep the promises: the desk and the forensic unit as a network of queues."""
