"""What is kept about people, why, and for how long."""

from django.shortcuts import render

from members.privacy.register import REGISTER
from projects.views.public import public_page


@public_page
def privacy(request):
    """Show the register, and what people can do about what is in it."""
    return render(request, "members/privacy/privacy.html", {"register": REGISTER})
