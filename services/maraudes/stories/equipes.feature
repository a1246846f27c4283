# language: fr
Fonctionnalité: Suivre une personne d’une équipe à l’autre, selon son accord

  Scénario: Deux équipes rencontrent la même personne, et chacune garde ses notes
    Étant donné « Amel », maraudeur de « Équipe du port », et « Karim », maraudeur de « Équipe de la gare »
    Quand Karim ouvre « Rencontres »
    Et il cherche « Marin »
    Alors il voit « Vu près de la gare, attend une place. »
    Et il voit « Soins »
    Mais il ne voit pas « A dormi au gymnase »
    Quand Amel ouvre « Rencontres »
    Et elle cherche « Marin »
    Alors elle voit « A dormi au gymnase »
    Et elle voit « Boisson chaude »
    Mais elle ne voit pas « Vu près de la gare »
    Et la page n’a aucun défaut d’accessibilité

  Scénario: Sans accord, une autre équipe ne sait pas que la fiche existe
    Étant donné « Amel », maraudeur de « Équipe du port », et « Solène », maraudeur de « Équipe des collines »
    Quand Amel ouvre « Personnes »
    Alors elle voit « Dame aux livres »
    Quand Solène ouvre « Personnes »
    Alors elle voit « Le Marin »
    Mais elle ne voit pas « Dame aux livres »
    Quand elle ouvre « Rencontres »
    Alors elle voit « Le Jardinier »
    Mais elle ne voit pas « Dame aux livres »

  Scénario: Avec accord, une autre équipe lit la fiche, sans la note et sans la place exacte
    Étant donné « Karim », maraudeur de « Équipe de la gare »
    Quand il ouvre « Personnes »
    Et il ouvre « Le Marin · 1971 »
    Alors il voit « Accord recueilli par »
    Et il voit « Dormir »
    Mais il ne voit pas « Demande à voir l’infirmière »
    Et il ne voit pas « 43.1204 »
    Et la page n’a aucun défaut d’accessibilité

  Scénario: L’accord est donné, puis retiré, et la personne quitte les listes de l’autre équipe
    Étant donné « Amel », maraudeur de « Équipe du port », et « Solène », maraudeur de « Équipe des collines »
    Quand Amel ouvre « Noter une rencontre »
    Et elle appuie sur « Commencer »
    Et elle remplit « Noter une rencontre » avec
      | Surnom                          | Le Breton                            |
      | Besoins                         | Manger, Dormir                       |
      | Appel au 115                    | Appelé, pas de place                 |
      | Commune                         | Toulon                               |
      | Accord de partage entre équipes | Oui                                  |
      | Note                            | À revoir demain soir, sous l’auvent. |
    Et elle appuie sur « Continuer »
    Et elle appuie sur « Envoyer »
    Et Solène ouvre « Personnes »
    Alors elle voit « Le Breton »
    Quand elle ouvre « Rencontres »
    Et elle cherche « Breton »
    Alors elle voit « Appelé, pas de place »
    Mais elle ne voit pas « À revoir demain soir »
    Quand Amel ouvre « Personnes »
    Et elle ouvre « Le Breton »
    Et elle appuie sur « Modifier mes réponses »
    Et elle suit « Modifier Accord de partage entre équipes »
    Et elle choisit « Non » dans « Accord de partage entre équipes »
    Et elle appuie sur « Continuer »
    Et elle appuie sur « Envoyer »
    Et Solène ouvre « Personnes »
    Alors elle voit « Le Marin »
    Mais elle ne voit pas « Le Breton »
    Quand elle ouvre « Rencontres »
    Et elle cherche « Breton »
    Alors elle ne voit pas « Appelé, pas de place »


  Scénario: La coordination note au bureau qu’une personne retire son accord
    Étant donné « Nadia », coordination de « Coordination départementale d’exemple », et « Solène », maraudeur de « Équipe des collines »
    Quand Solène ouvre « Personnes »
    Alors elle voit « Le Marin »
    Quand Nadia ouvre « Accord donné ou retiré »
    Et elle appuie sur « Commencer »
    Et elle remplit « Accord donné ou retiré » avec
      | Quelle personne ?               | Le Marin · 1971 |
      | Accord de partage entre équipes | Non             |
      | Dit le                          | 27/11/2026      |
      | Recueilli par                   | Nadia           |
    Et elle appuie sur « Continuer »
    Et elle appuie sur « Continuer »
    Et elle appuie sur « Envoyer »
    Quand Solène ouvre « Personnes »
    Alors elle ne voit pas « Le Marin »
