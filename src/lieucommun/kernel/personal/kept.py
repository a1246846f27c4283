"""Every table that names a person: what it is for, how long it is kept, what its owner is given.

A model that names a person and is not here fails the suite.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lieucommun.kernel.people.models import Person

#: Until when, by the classes of docs/reference/retention.md.
UNTIL = {
    "account": _("As long as your account."),
    "manifest": _("As each service says of its records."),
    "journal": _("As long as the place keeps its journal, as identifiers and names of fields."),
    "session": _("Until you sign out, or the session ends."),
    "service": _("As long as the service."),
    "draft": _("Until it is sent or deleted, or as long as its form says after the last change."),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """One table. `own`: columns that make a row the person's; `acts`: columns where they acted.

    Of rows where they only acted, `shown` columns alone are given: the rest is about others.
    `hidden` columns are never given (keys and secrets). `emails` are columns that hold an address.
    """

    title: object
    purpose: object
    until: str
    own: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    about: Callable[[Person], Q] | None = None


def _about(person: Person) -> Q:
    return Q(object_kind="person", object_id=str(person.uuid))


KEPT: dict[str, Kept] = {
    "people.Person": Kept(
        _("Your account"),
        _("To recognise you, call you by your name and write to you."),
        "account",
        own=("pk",),
        hidden=("password",),
    ),
    "people.RoleGrant": Kept(
        _("Your roles"),
        _("To open what your roles let you see and do."),
        "account",
        own=("person",),
    ),
    "joining.RoleRequest": Kept(
        _("What you asked for, and what you answered"),
        _("To give roles to those who are in their place, and tell them why not."),
        "account",
        own=("person",),
        acts=("answered_by",),
        shown=("uuid", "service", "role", "state", "answered_at"),
    ),
    "joining.Invitation": Kept(
        _("Invitations"),
        _("To offer roles by e-mail."),
        "account",
        own=("accepted_by",),
        emails=("email",),
        acts=("by",),
        shown=("uuid", "service", "role", "state", "sent_at", "expires_at"),
    ),
    "account.EmailAddress": Kept(
        _("Your e-mail address, once it was verified"),
        _("To know that mail to this address reaches you."),
        "account",
        own=("user",),
    ),
    "mfa.Authenticator": Kept(
        _("Your passkeys and codes"),
        _("To prove that it is you; the secrets themselves are never given."),
        "account",
        own=("user",),
        hidden=("data",),
    ),
    "usersessions.UserSession": Kept(
        _("Your sessions and devices"),
        _("To show you where you are signed in, and sign you out."),
        "session",
        own=("user",),
        hidden=("session_key", "data"),
    ),
    "people.Identity": Kept(
        _("How identity providers know you"),
        _("To recognise you when you sign in through one of them."),
        "account",
        own=("person",),
    ),
    "tokens.Token": Kept(
        _("Tokens of programs"),
        _("To let programs act with your roles; the secrets themselves are never given."),
        "account",
        own=("person",),
        acts=("made_by",),
        shown=("uuid", "name", "service", "dataset", "created_at", "expires_at", "revoked_at"),
        hidden=("hash", "prefix"),
    ),
    "devices.DeviceKey": Kept(
        _("Your telephones and tablets"),
        _("To let them fill in forms with your role; the keys themselves are never given."),
        "account",
        own=("person",),
        acts=("made_by",),
        shown=("uuid", "name", "service", "role", "created_at", "seen_at", "revoked_at"),
        hidden=("hash", "prefix"),
    ),
    "files.Attachment": Kept(
        _("Files you sent"),
        _("What you sent with forms and records; those you may still have are in the archive."),
        "manifest",
        own=("by",),
    ),
    "submissions.Draft": Kept(
        _("Forms you began"),
        _("To let you go on later with what you wrote."),
        "draft",
        own=("person",),
        hidden=("link",),
    ),
    "submissions.Writer": Kept(
        _("Forms you were invited to write in"),
        _("To let you help someone fill in a form."),
        "draft",
        own=("person",),
        hidden=("link",),
    ),
    "submissions.Submission": Kept(
        _("Forms you sent"),
        _("To keep what you sent as you sent it."),
        "manifest",
        own=("person",),
    ),
    "workflows.CaseStep": Kept(
        _("Steps of cases that you made"),
        _("To know who moved a case on, and why."),
        "manifest",
        acts=("by",),
        shown=("record", "dataset", "transition", "state", "at"),
    ),
    "workflows.CaseOpinion": Kept(
        _("Opinions that you were asked for"),
        _("To ask several people before a decision."),
        "manifest",
        own=("person",),
        acts=("asked_by",),
        shown=("uuid", "record", "dataset", "name", "asked_at", "given_at"),
    ),
    "correspondence.Letter": Kept(
        _("Letters that you were sent"),
        _("To write to you about a record, and let you read it again here."),
        "manifest",
        own=("person",),
        emails=("email",),
    ),
    "correspondence.CaseMessage": Kept(
        _("Messages that you wrote about cases"),
        _("To let those who ask and those who answer write to each other."),
        "manifest",
        own=("by",),
    ),
    "datasets.RecordVersion": Kept(
        _("What you wrote and changed in services"),
        _("To know who changed a record, and bring back what it was."),
        "manifest",
        acts=("by",),
        shown=("record", "dataset", "version", "action", "state", "at"),
    ),
    "datasets.Record": Kept(
        _("Records you created"),
        _("What each service is for."),
        "manifest",
        acts=("owner", "assignee"),
        shown=("uuid", "dataset", "state", "created_at", "updated_at"),
    ),
    "datasets.Import": Kept(
        _("Files of records that you brought in"),
        _("To take a whole import back."),
        "service",
        acts=("by",),
        shown=("id", "dataset", "file", "at", "created", "updated", "removed"),
    ),
    "tables.TableLoad": Kept(
        _("Tables of figures that you loaded"),
        _("To say from which file figures come, and who answers for it."),
        "service",
        acts=("by",),
        shown=("uuid", "service", "table", "source", "file", "at", "rows"),
    ),
    "observatory.Watch": Kept(
        _("Territories that you follow"),
        _("To write to you when new figures are there."),
        "account",
        own=("person",),
    ),
    "sending.SentFile": Kept(
        _("Files of records that you sent, before they are brought in"),
        _("To look at a file and match its columns before anything is written."),
        "service",
        acts=("by",),
        shown=("uuid", "service", "dataset", "name", "at", "state"),
    ),
    "webhooks.Webhook": Kept(
        _("Addresses of other sites that you set"),
        _("To tell other sites what happens in a service, and know who chose where."),
        "service",
        acts=("set_by",),
        shown=("uuid", "service", "name"),
    ),
    "saved.SavedExport": Kept(
        _("Exports that you had prepared"),
        _("To give you large exports once they are ready."),
        "account",
        acts=("by",),
        shown=("uuid", "service", "page", "kind", "at", "expires_at", "rows"),
    ),
    "saved.SavedFilter": Kept(
        _("Filters that you named"),
        _("To ask a list the same question again."),
        "account",
        own=("by",),
        shown=("uuid", "service", "page", "name", "question", "at"),
    ),
    "jobs.Job": Kept(
        _("Tasks you started"),
        _("To do later what takes long, and tell you how it went."),
        "service",
        own=("by",),
        hidden=("lease", "worker", "arguments", "key"),
    ),
    "journal.JournalEntry": Kept(
        _("The journal: what you did, and what was done to your account"),
        _("To know who did what, and who read personal data."),
        "journal",
        own=("person",),
        about=_about,
    ),
}
