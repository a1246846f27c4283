"""The life of a record: states, transitions, timers, opinions."""

from typing import Annotated, Literal

from lieucommun.kernel.services.texts import Text

from .base import (
    Closed,
    DocumentName,
    Duration,
    Flag,
    FormName,
    MessageName,
    Name,
    Named,
    OneOrMany,
    Roles,
    StateName,
    Titled,
    TransitionName,
    WebhookName,
    Whole,
    empty,
    said,
)


class State(Named):
    """A moment in the life of a record."""

    title: Annotated[Text, said("Nom montré.", "Name shown.")]
    final: Annotated[Flag, said("Rien ne suit.", "Nothing follows.")] = False
    public: Annotated[
        Flag,
        said("Les fiches dans cet état sont publiées.", "Records in this state are published."),
    ] = False


class Effect(Closed):
    """What a transition or a timer sets off: one of a message, an assignment, a document…"""

    mail: Annotated[MessageName | None, said("Message à envoyer.", "Message to send.")] = None
    to: Annotated[
        str | None,
        said("Destinataire : un rôle ou un champ.", "Addressee: a role or a field."),
    ] = None
    assign: Annotated[
        str | None,
        said(
            "Champ dont l’organisation reçoit la fiche.",
            "Field whose organisation receives the record.",
        ),
    ] = None
    document: Annotated[DocumentName | None, said("Document à produire.", "Document to make.")] = (
        None
    )
    webhook: Annotated[
        WebhookName | None, said("Autre site à prévenir.", "Other site to tell.")
    ] = None


class Transition(Named):
    """A step from one state to another."""

    title: Annotated[Text, said("Texte du bouton.", "Text of the button.")]
    from_: Annotated[
        OneOrMany[StateName], said("État ou états de départ.", "State or states left.")
    ]
    to: Annotated[StateName, said("État d’arrivée.", "State reached.")]
    by: Annotated[Roles, said("Rôles qui peuvent le faire.", "Roles that may do it.")] = ()
    when: Annotated[
        str | None,
        said("Condition, comme dans XLSForm : ${champ} != ''.", "Condition, as in XLSForm."),
    ] = None
    form: Annotated[FormName | None, said("Formulaire à remplir.", "Form to fill in.")] = None
    reason: Annotated[
        Literal["required", "optional"] | None,
        said("Motif demandé.", "Whether a reason is asked for."),
    ] = None
    effects: Annotated[
        tuple[Effect, ...], said("Ce que l’étape déclenche.", "What the step sets off.")
    ] = ()


class Timer(Closed):
    """What happens when a record stays in a state."""

    in_: Annotated[OneOrMany[StateName], said("État ou états surveillés.", "State or states.")]
    after: Annotated[Duration, said("Durée : P10D, P2M.", "Duration: P10D, P2M.")]
    days: Annotated[
        Literal["calendar", "working"],
        said("Jours du calendrier, ou jours ouvrés.", "Days of the calendar, or working days."),
    ] = "calendar"
    every: Annotated[
        Duration | None,
        said("Rappel ensuite tous les…", "Reminder again every…"),
    ] = None
    times: Annotated[
        Whole | None,
        said("Nombre de rappels en tout.", "Number of reminders in all.", ge=1, le=100),
    ] = None
    do: Annotated[TransitionName | None, said("Étape franchie alors.", "Transition made then.")] = (
        None
    )
    effects: Annotated[
        tuple[Effect, ...], said("Ce que le délai déclenche.", "What the delay sets off.")
    ] = ()


class Opinion(Named):
    """An opinion asked for before a decision."""

    title: Annotated[Text, said("Nom montré.", "Name shown.")]
    by: Annotated[Roles, said("Rôles consultés.", "Roles consulted.")]
    form: Annotated[FormName | None, said("Formulaire de l’avis.", "Form of the opinion.")] = None
    wait: Annotated[
        Literal["all", "any", "none"] | Whole,
        said(
            "Attendre tous les avis, un seul, aucun, ou un nombre.",
            "Wait for all opinions, any, none, or a number of them.",
        ),
    ] = "all"
    within: Annotated[
        Duration | None,
        said("Délai après lequel on n’attend plus.", "Delay after which none is waited for."),
    ] = None
    before: Annotated[
        OneOrMany[TransitionName],
        said(
            "Étapes qui attendent l’avis ; sans cela, celles qui mènent à un état final.",
            "Steps that wait for it; otherwise, those that lead to a final state.",
        ),
    ] = ()


class Workflow(Closed):
    """States and how a record goes from one to the next."""

    initial: Annotated[StateName, said("État d’une fiche neuve.", "State of a new record.")]
    states: Annotated[Titled[State], said("États, dans l’ordre.", "States, in order.")]
    transitions: Annotated[Titled[Transition], said("Étapes possibles.", "Possible steps.")] = (
        empty()
    )
    timers: Annotated[dict[Name, Timer], said("Délais.", "Delays.")] = empty()
    opinions: Annotated[Titled[Opinion], said("Avis demandés.", "Opinions asked for.")] = empty()
