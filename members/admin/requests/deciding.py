"""One thing that was asked of the network, all that is needed to decide, and the buttons that do.

The four kinds share this: their admin classes say what is shown and what each button does.
"""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.admin.requests import waiting
from members.admin.requests.answer_form import AnswerForm
from members.admin.seeing import address_for
from projects.admin.badges import ShowsState
from projects.admin.searching import SearchesFewWords
from projects.workflow import NotAllowed

PENDING = "pending"


@dataclass(frozen=True)
class Button:
    """A button that decides. done: what it did, in words.

    needs_words: what is said where it is pressed without a message.
    """

    name: str
    label: str
    done: str
    needs_words: str = ""
    is_default: bool = False


class DecidesRequests(ShowsState, SearchesFewWords, admin.ModelAdmin):
    """The list of all of one kind; each leads to the page on which it is, or was, decided.

    To be given by each kind: `buttons`, for what waits for staff; `decide(button, thing, request,
    form)`, which calls the workflow; `sent(thing)`, which returns (label, words) of what was sent;
    `beside(thing, request)`, which returns what `beside_template` shows to help. `later_buttons`
    are for what was accepted.
    """

    form_class = AnswerForm
    buttons = later_buttons = ()
    beside_template = ""
    related = ()
    list_display_links = None
    list_per_page = 50
    show_full_result_count = False
    ordering = ["-created", "-pk"]
    # Not even to be asked for in a list's address: its length would tell a secret bit by bit.
    secret_columns = {"token", "form_token", "sender"}

    def get_urls(self):
        view = self.admin_site.admin_view(self.decide_view)
        name = f"members_{self.opts.model_name}_decide"
        return [path("<int:key>/decide/", view, name=name), *super().get_urls()]

    def lookup_allowed(self, lookup, value, request):
        is_secret = lookup.partition("__")[0] in self.secret_columns
        return not is_secret and super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request):
        """People ask on the site."""
        return False

    def has_delete_permission(self, request, obj=None):
        """What is kept goes by itself when its time is over, or with its member."""
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """There is no form of the row itself: show the page to decide on."""
        return redirect(f"admin:members_{self.opts.model_name}_decide", _key(object_id))

    def history_view(self, request, object_id, extra_context=None):
        """What became of it stands on the same page."""
        return self.change_view(request, object_id)

    # --- The page ---

    def decide_view(self, request, key):
        """Show it, or do what the button says."""
        thing = self.thing_or_404(request, key)
        if request.method == "POST":
            if not self.has_change_permission(request, thing):
                raise PermissionDenied
            return self._do(request, thing)
        return self._show(request, self.form_class(thing=thing))

    def thing_or_404(self, request, key):
        """Return the row, for those who may see it. Raises Http404, PermissionDenied."""
        # A key that no row can have would be more than PostgreSQL takes.
        rows = self.model.objects.filter(pk=key) if key < 2**63 else self.model.objects.none()
        thing = rows.select_related(*self.related).first()
        if thing is None:
            raise Http404("There is nothing here.")
        if not self.has_view_or_change_permission(request, thing):
            raise PermissionDenied
        return thing

    def buttons_for(self, thing):
        """Return the Buttons for the state that it has."""
        return self.buttons if thing.state == PENDING else ()

    def may_press(self, request, button):
        """Whether this member, who may decide, may press this Button."""
        return True

    def _do(self, request, thing):
        pressed = request.POST.get("do", "")
        form = self.form_class(request.POST, thing=thing)
        if pressed == "reply":
            return self._show(request, form.with_reply())
        known = {each.name: each for each in (*self.buttons, *self.later_buttons)}
        button = known.get(pressed)
        if button is None:  # Enter, "Look for it": the page once more
            return self._show(request, form)
        if not self.may_press(request, button):
            raise PermissionDenied
        following = waiting.next_after(thing, request.user)
        form.is_valid()
        # Before all else that could be wrong stands whether it can be decided at all.
        if button in self.buttons_for(thing) and form.opened_version == thing.version:
            if button.needs_words:
                form.needs_words(button.needs_words)
                form.leave_out_the_rest()
            if form.errors:
                return self._show(request, form, status=422)
        try:
            self.decide(button.name, thing, request, form)
        except NotAllowed as refusal:
            return self._refused(request, thing, following, refusal)
        if form.errors:  # what only the tables could tell
            return self._show(request, form, status=422)
        words = _("“%(what)s”: %(done)s.") % {
            "what": waiting.title_of(thing),
            "done": button.done,
        }
        self.message_user(request, words, messages.SUCCESS)
        if button in self.later_buttons:
            return redirect(waiting.decide_address(thing))
        return self._on_to(following)

    def _refused(self, request, thing, following, refusal):
        fresh = self.model.objects.select_related(*self.related).filter(pk=thing.pk).first()
        if fresh is None:
            self.message_user(request, f"{_('Not done:')} {refusal}", messages.WARNING)
            return redirect("admin:projects_submission_today")
        latest = fresh.steps.first()
        if fresh.state != PENDING and latest and latest.who_id == request.user.pk:
            return self._on_to(following)  # the button pressed twice
        form = self.form_class(request.POST, thing=fresh, is_new_version=True)
        return self._show(request, form, status=409, refusal=str(refusal))

    def _on_to(self, following):
        if following:
            return redirect(waiting.decide_address(following))
        return redirect("admin:projects_submission_today")

    def _show(self, request, form, status=200, refusal=""):
        thing, now = form.thing, timezone.now()
        is_pending = thing.state == PENDING
        buttons = [each for each in self.buttons_for(thing) if self.may_press(request, each)]
        can_decide = bool(buttons) and self.has_change_permission(request, thing)
        title = waiting.title_of(thing)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Error: %(title)s") % {"title": title} if status == 422 else title,
            "opts": self.opts,
            "thing": thing,
            "kind": waiting.KINDS[self.model] if is_pending else capfirst(self.opts.verbose_name),
            "waiting": waiting.in_words(thing, now) if is_pending else None,
            "sent": [(label, words) for label, words in self.sent(thing) if words],
            "beside": self.beside(thing, request),
            "beside_template": self.beside_template,
            "steps": steps_of(thing),
            "form": form,
            "problems": form.problems if status == 422 else [],
            "refusal": refusal,
            "typed": form.typed() if refusal and not can_decide else [],
            "can_decide": can_decide,
            "buttons": buttons,
            "member_address": address_for(request.user, getattr(thing, "member", None)),
        }
        return TemplateResponse(request, "admin/members/decide.html", context, status=status)

    # --- Columns ---

    @admin.display(description=gettext_lazy("what"))
    def what(self, thing):
        address = reverse(f"admin:members_{self.opts.model_name}_decide", args=[thing.pk])
        return format_html('<a href="{}">{}</a>', address, waiting.title_of(thing))

    @admin.display(
        description=gettext_lazy("waiting for"), ordering="waiting_since", empty_value="–"
    )
    def waited(self, thing):
        if thing.state != PENDING:
            return None
        return waiting.in_words(thing, timezone.now()).waited


def steps_of(thing):
    """Return what became of it as (Step, from, to) with the states in words, latest first."""
    labels = dict(type(thing).State.choices)
    return [
        (step, labels.get(step.from_state, step.from_state), labels.get(step.to_state, ""))
        for step in thing.steps.select_related("who")
    ]


def domain_of(email):
    """Return the part of an e-mail address that tells nothing of the person."""
    return email.rpartition("@")[2]


def _key(text):
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Http404("There is nothing here.")
    return int(text)
