"""What is kept about people, why, for how long and who sees it: the privacy page is drawn from it.

A test holds that every field with personal data is in one of the lists of fields here, or among
those that hold none (members.privacy.impersonal).
"""

from django.utils.translation import gettext_lazy as _

from members.privacy import durations
from members.privacy.kept import Kept, Limit

# The grounds of article 6 of the UK General Data Protection Regulation that we rely on.
ASKED_FOR = _("You asked for it (consent): you can take it back at any time.")
NEEDED = _("It is needed to run an open directory and its network (legitimate interests).")
DUTY = _("The law asks it of us (legal obligation).")

REGISTER = [
    Kept(
        "account",
        _("Accounts"),
        _(
            "The e-mail address and name of who signs in, when they last did, a password and a"
            " second step if they chose one (both scrambled), and which pages they are signed in"
            " with."
        ),
        _("So that members and editors can sign in, and nobody else as them."),
        NEEDED,
        _("You, and administrators; nobody sees a password."),
        [
            Limit(_("Until you erase yourself.")),
            Limit(
                _("When nothing was seen of a member for %(time)s, we ask by mail whether to stay"),
                durations.SILENCE,
            ),
            Limit(
                _("and erase the account where there is no answer within %(time)s."),
                durations.ANSWER_TO_SILENCE,
            ),
        ],
        [
            "members.Member",
            "members.Member_groups",
            "members.Member_user_permissions",
            "account.EmailAddress",
            "mfa.Authenticator",
        ],
    ),
    Kept(
        "profile",
        _("Profiles of members"),
        _(
            "What you say of yourself: organisation, what you do, interests, area, a few words,"
            " telephone number; to whom each is shown; which mails you want; the last day you were"
            " here."
        ),
        _("So that people in this field find one another."),
        ASKED_FOR,
        _(
            "Whom you choose, part by part: nobody, members or everyone. At first members see name"
            " and organisation and nobody sees the rest. Administrators see all of it."
        ),
        [Limit(_("Until you change it or erase yourself."))],
        ["members.Profile"],
    ),
    Kept(
        "joining",
        _("Asking to join"),
        _("Your name, e-mail address, organisation, what you do, and what you write to us."),
        _("To decide about it and to make your account."),
        ASKED_FOR,
        _("Editors."),
        [
            Limit(_("What you do not confirm by e-mail: %(time)s"), durations.UNCONFIRMED),
            Limit(_("(we remind you once, after %(time)s)."), durations.REMIND),
            Limit(
                _("What was not accepted, or what you wrote to us to be accepted: %(time)s."),
                durations.APPLICATION,
            ),
        ],
        ["members.Application", "members.Step"],
    ),
    Kept(
        "stewardship",
        _("Looking after an organisation’s entries"),
        _("Which organisation you asked to look after, what you wrote, and what we answered."),
        _("So that entries are changed by people who may speak for them."),
        NEEDED,
        _("You, editors, and others who look after the same organisation."),
        [
            Limit(_("While you look after it.")),
            Limit(_("After it was refused, taken back or ended: %(time)s."), durations.STEWARDSHIP),
        ],
        ["members.Stewardship"],
    ),
    Kept(
        "submissions",
        _("Proposing, correcting or reporting"),
        _(
            "What you typed, with your name and e-mail address. A report about an entry can be sent"
            " without either."
        ),
        _("To decide about it, and to tell you what became of it."),
        NEEDED,
        _("Editors. What becomes an entry is public, without your name."),
        [
            Limit(_("What you do not confirm by e-mail: %(time)s."), durations.UNCONFIRMED),
            Limit(
                _(
                    "What was decided: as the record of the entry, until you erase it, with the"
                    " link in our mails or in your account."
                )
            ),
        ],
        [
            "projects.Submission",
            "projects.HistoricalSubmission",
            "projects.Decision.reason",
            "projects.Decision.before",
        ],
    ),
    Kept(
        "proposals",
        _("Proposing a resource"),
        _("What you proposed and what you wrote about it."),
        _("To decide about it. What is accepted becomes a resource, without your name."),
        NEEDED,
        _("You and editors."),
        [
            Limit(
                _("What was not accepted, your note to us and our answer: %(time)s."),
                durations.PROPOSAL,
            )
        ],
        ["members.ResourceProposal"],
    ),
    Kept(
        "events",
        _("Registering for events"),
        _("That you come; of those who are not members, a name and an e-mail address."),
        _("To plan the event, to send the link and a reminder, and to say when it is cancelled."),
        ASKED_FOR,
        _("You and those who organise the event."),
        [
            Limit(
                _("What you do not confirm by e-mail: %(time)s, or until the event is over."),
                durations.UNCONFIRMED,
            ),
            Limit(_("Those who are not members: %(time)s after the event."), durations.GUEST),
            Limit(_("Members: %(time)s after the event."), durations.REGISTRATION),
        ],
        ["members.Registration"],
    ),
    Kept(
        "messages",
        _("Messages that we pass on"),
        _("Who wrote to whom, and what; and from whom somebody wants no messages any more."),
        _(
            "So that people can be asked without their address being shown, and so that misuse can"
            " be stopped."
        ),
        NEEDED,
        _("Who wrote it and who gets it. Administrators can look where somebody complains."),
        [
            Limit(_("What you do not confirm by e-mail: %(time)s."), durations.UNCONFIRMED),
            Limit(_("The text: %(time)s."), durations.TEXT_OF_MESSAGE),
            Limit(_("That it was passed on: %(time)s."), durations.MESSAGE),
            Limit(_("That you want no messages: until you tell us otherwise.")),
        ],
        ["members.Message", "members.MessageCopy", "members.Refusal"],
    ),
    Kept(
        "alerts",
        _("E-mail alerts"),
        _("Your e-mail address, which list you follow, how often, and when we last wrote."),
        _("To tell you what is new or changed on that list."),
        ASKED_FOR,
        _("You. Editors see which lists are followed, of the address a part, and can stop one."),
        [
            Limit(_("What you do not confirm by e-mail: %(time)s."), durations.UNCONFIRMED_ALERT),
            Limit(_("Until you stop it, or three of our mails are refused: then all of it goes.")),
        ],
        ["projects.Alert"],
    ),
    Kept(
        "mail",
        _("Our mails to you"),
        _("To which address we have written what."),
        _("So that no mail is lost, and so that we can say what we wrote."),
        NEEDED,
        _("You and editors. Codes to sign in with are seen by nobody but you."),
        [
            Limit(
                _("The text: %(time)s; of a code to sign in, until it has left or is over."),
                durations.TEXT_OF_MAIL,
            ),
            Limit(_("That it was sent: %(time)s;"), durations.MAIL),
            Limit(_("a mail about signing in: %(time)s."), durations.SIGN_IN_MAIL),
        ],
        ["projects.Mail"],
    ),
    Kept(
        "contacts",
        _("Contacts of projects"),
        _(
            "The telephone number and e-mail address that an entry shows; about once a year we"
            " write to that address to ask whether the entry is still right, and twice more if"
            " nobody answers. When we asked, and what was answered."
        ),
        _("So that people reach the project, and so that what the map says stays true."),
        NEEDED,
        _("Everyone sees the entry; editors see when we asked."),
        [
            Limit(_("The contact: until the entry is changed. “Report a problem” takes it off.")),
            Limit(_("When we asked and what was answered: two of our rounds, usually two years.")),
        ],
        [
            "projects.Review",
            "projects.ReviewedEntry",
            "projects.Project.contact_email",
            "projects.Project.contact_phone",
            "projects.HistoricalProject.contact_email",
            "projects.HistoricalProject.contact_phone",
        ],
    ),  # fmt: skip
    Kept(
        "complaints",
        _("Complaints about your data"),
        _("Your name, your e-mail address, what you complain about, and our answer."),
        _("To answer you, and to be able to show that we have."),
        DUTY,
        _("Administrators."),
        [
            Limit(_("We answer within %(time)s."), durations.ANSWER_TO_COMPLAINT),
            Limit(
                _(
                    "After the answer: %(time)s. Where you erase yourself, only that there was a"
                    " complaint and when it was answered."
                ),
                durations.COMPLAINT,
            ),
        ],
        ["members.Complaint"],
    ),
    Kept(
        "staff",
        _("What editors do"),
        _(
            "Who changed, checked or decided which entry, when and why; who took a list of members"
            " out of the site; to whom the daily summary was sent."
        ),
        _("So that mistakes can be found and mended, and nobody misuses what they may see."),
        NEEDED,
        _("Editors and administrators."),
        [
            Limit(_("Histories of entries: as long as the entry; without the name of who left.")),
            Limit(_("The log of the pages for staff: %(time)s"), durations.STAFF_LOG),
            Limit(_("and lists of members taken out: %(time)s."), durations.EXPORT),
        ],
        [
            "members.Export",
            "admin.LogEntry",
            "projects.Decision.who",
            "projects.DigestSent_to",
            "projects.Decision.undone_by",
            "projects.NotTheSame.who",
            "projects.Project.checked_by",
            "projects.HistoricalProject.checked_by",
            "projects.HistoricalProject.history_user",
            "projects.HistoricalOrganisation.history_user",
            "projects.HistoricalInvolvement.history_user",
            "projects.HistoricalLocation.history_user",
            "projects.HistoricalTheme.history_user",
        ],
    ),  # fmt: skip
    Kept(
        "senders",
        _("Where forms come from"),
        _("A scrambled form of the internet address from which a form was sent."),
        _("To hold off floods of forms."),
        NEEDED,
        _("Nobody: it is only counted."),
        [Limit(_("%(time)s."), durations.SENDER)],
        [f"members.{model}.sender" for model in ("Application", "Complaint", "Message")],
    ),
    Kept(
        "places",
        _("Addresses that are looked up"),
        _(
            "The address or postcode of a proposed project, and where it lies. It may be looked up"
            " with a service that whoever runs this site has chosen, which gets nothing about you;"
            " a place that is marked as private is sent to nobody. Unless such a service is chosen,"
            " it is looked up on this site’s own computer."
        ),
        _("To put the project on the map."),
        NEEDED,
        _("Editors, and everyone once it is on the map."),
        [Limit(_("The answer: %(time)s."), durations.ANSWERS_OF_GEOCODERS)],
    ),
]
