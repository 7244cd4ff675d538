"""Which mail a member wants."""

from django.contrib import messages
from django.forms.models import model_to_dict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from members.forms.mail_choices import MailChoicesForm
from members.models import Profile
from members.views.private import member_page


@member_page
def mail_choices(request):
    """Show the choices, and save them."""
    if request.method == "POST":
        form = MailChoicesForm(request.POST)
        if form.is_valid():  # boxes to tick cannot be wrong
            Profile.objects.filter(pk=request.profile.pk).update(**form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("mail_choices")
    else:
        form = MailChoicesForm(initial=model_to_dict(request.profile))
    return render(request, "members/account/mail_choices.html", {"form": form})
