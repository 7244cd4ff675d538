"""What a member says of themselves, and who sees each part."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from members.forms.profile import ProfileForm
from members.models import Kind, Profile
from members.models.profile import PARTS
from members.views.private import member_page
from projects.models import Approach, Area
from projects.submissions.naming import known_organisation
from projects.workflow import ChangedMeanwhile

SHOWS = [f"shows_{part}" for part in PARTS]


@member_page
def profile(request):
    """Show the form; save it, unless the profile was changed from another window meanwhile."""
    found = request.profile
    if request.method != "POST":
        return _page(request, found, ProfileForm(initial=values_of(found)))
    form = ProfileForm(request.POST)
    if not form.is_valid() and set(form.errors) != {"version"}:
        return _page(request, found, form, 422)
    try:
        _save(found, form.cleaned_data)
    except ChangedMeanwhile as error:
        found = Profile.objects.select_related("member", "organisation", "area").get(pk=found.pk)
        # The next press is about what is shown now.
        data = request.POST.copy()
        data["version"] = found.version
        newer = ProfileForm(data)
        newer.is_valid()
        newer.add_error(None, str(error))
        return _page(request, found, newer, 409, saved=_differences(found, newer))
    messages.success(request, _("Saved. This is what others see from now on."))
    return redirect("profile")


def values_of(found):
    """Return what the form holds of a profile."""
    return {
        "version": found.version,
        "name": found.member.name,
        "organisation": found.organisation_label,
        "kind": found.kind,
        "interests": sorted(found.interests.values_list("slug", flat=True)),
        "area": found.area.slug if found.area else "",
        "about": found.about,
        "phone": found.phone,
        **{name: getattr(found, name) for name in SHOWS},
    }


@transaction.atomic
def _save(found, values):
    """Write it as the next version. Raises ChangedMeanwhile where another version was looked at."""
    held = Profile.objects.select_for_update(of=["self"]).get(pk=found.pk)
    if held.version != values.get("version"):  # a mark that makes no sense is none
        raise ChangedMeanwhile(
            _(
                "Your profile was changed in another window after you opened this one. What you"
                " typed is still here: look it over, then save it once more."
            )
        )
    organisation = known_organisation(values["organisation"])
    held.organisation = organisation
    held.organisation_name = "" if organisation else values["organisation"]
    held.area = Area.objects.filter(slug=values["area"]).first() if values["area"] else None
    for name in ["kind", "about", "phone", *SHOWS]:
        setattr(held, name, values[name])
    held.version += 1
    written = ["organisation", "organisation_name", "area", "kind", "about", "phone"]
    held.save(update_fields=[*written, *SHOWS, "version"])
    held.interests.set(Approach.objects.filter(slug__in=values["interests"]))
    type(found.member).objects.filter(pk=found.pk).update(name=values["name"])


def _differences(found, form):
    """Return (label, words) of what was saved meanwhile and differs from what is typed."""
    saved = values_of(found)
    told = []
    for part in form.parts:
        if part.field is not None and saved[part.name] != form.cleaned_data.get(part.name):
            told.append((part.field.label, _in_words(form, part.name, saved[part.name])))
        name = f"shows_{part.name}"
        if saved[name] != form.cleaned_data.get(name):
            words = dict(form.fields[name].choices)[saved[name]]
            told.append((part.shows.label, words))
    return told


def _in_words(form, name, value):
    if name == "kind":
        return Kind(value).label
    if name == "interests":
        words = form.vocabulary.of("approach")
        value = "; ".join(words[slug].name for slug in value if slug in words)
    elif name == "area" and value:
        word = form.vocabulary.of("area").get(value)
        value = word.name if word else value
    return value or _("nothing")


def _page(request, found, form, status=200, saved=()):
    context = {"form": form, "profile": found, "saved": saved}
    return render(request, "members/account/profile.html", context, status=status)
