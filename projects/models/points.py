"""What every stored point has to fulfil."""

from django.db.models import Q

# Degrees of WGS 84, with a margin round Scilly, St Kilda, Shetland and Lowestoft.
IN_THE_UK = Q(latitude__range=(49, 61.5), longitude__range=(-9.5, 2.5))
