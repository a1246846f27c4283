# language: fr
Fonctionnalité: Noter une rencontre sans réseau

  Scénario: Une rencontre saisie sans réseau est vue par l’autre équipe, sans la note
    Étant donné « Amel », maraudeur de « Équipe du port », et « Karim », maraudeur de « Équipe de la gare »
    Quand Amel ouvre « Tournée » puis perd le réseau
    Et qu’elle remplit « Rencontre » avec
      | Surnom                          | Le Breton                        |
      | Besoins                         | Manger, Dormir                   |
      | Accord de partage entre équipes | Oui                              |
      | Note                            | A dormi au gymnase. À revoir.    |
    Et qu’Amel retrouve le réseau
    Alors l’envoi est marqué « Reçu »
    Quand Karim ouvre « Personnes »
    Alors il voit « Le Breton »
    Quand il ouvre « Rencontres »
    Et il cherche « Breton »
    Alors il voit « Le Breton »
    Mais il ne voit pas « A dormi au gymnase »

  Scénario: Sans accord, la rencontre saisie sans réseau reste dans l’équipe
    Étant donné « Amel », maraudeur de « Équipe du port », et « Karim », maraudeur de « Équipe de la gare »
    Quand Amel ouvre « Tournée » puis perd le réseau
    Et qu’elle remplit « Rencontre » avec
      | Surnom  | L’Horloger |
      | Besoins | Parler     |
    Et qu’Amel retrouve le réseau
    Alors l’envoi est marqué « Reçu »
    Quand Amel ouvre « Personnes »
    Alors elle voit « L’Horloger »
    Quand Karim ouvre « Personnes »
    Alors il voit « Le Marin »
    Mais il ne voit pas « L’Horloger »

  Scénario: Une personne connue d’une autre équipe est retrouvée sans réseau
    Étant donné « Amel », maraudeur de « Équipe du port », et « Karim », maraudeur de « Équipe de la gare »
    Quand Amel ouvre « Tournée » puis perd le réseau
    Et qu’elle remplit « Rencontre » avec
      | Quelqu’un de connu ? | Flûtiste · 1992           |
      | Aide apportée        | Écoute                    |
      | Note                 | Joue aussi sur le port.   |
    Et qu’Amel retrouve le réseau
    Alors l’envoi est marqué « Reçu »
    Quand Amel ouvre « Rencontres »
    Et elle cherche « Flûtiste »
    Alors elle voit « Joue aussi sur le port. »
    Quand Karim ouvre « Rencontres »
    Et il cherche « Flûtiste »
    Alors il voit « Flûtiste »
    Mais il ne voit pas « Joue aussi sur le port. »
