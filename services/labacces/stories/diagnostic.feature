# language: fr
Fonctionnalité: Un diagnostic mené à plusieurs

  Scénario: Un lieu d’accueil répond, l’animation partage, tout le monde lit
    Étant donné « Maëlle », lieu d’accueil de « Espace Le Phare (exemple) », et « Annaïg », animation du diagnostic
    Quand Maëlle ouvre « Répondre au diagnostic »
    Et elle remplit « Diagnostic de l’accueil » avec
      | Nom du lieu                                                                  | Permanence du Phare (exemple)       |
      | Quel lieu est-ce ?                                                           | Espace public numérique             |
      | Intercommunalité                                                             | Brest Métropole                     |
      | Sur dix personnes reçues, combien demandent de l’aide pour une démarche en ligne ? | 6                             |
      | Qu’est-ce qui les arrête ?                                                   | Comptes et mots de passe            |
      | Que manque-t-il le plus sur le territoire ?                                  | Un traducteur le mercredi.          |
      | Viendriez-vous à une réunion entre lieux ?                                   | Oui                                 |
    Et elle appuie sur « Continuer »
    Et elle appuie sur « Envoyer »
    Alors elle voit « Reçu »
    Quand Annaïg ouvre « Réponses reçues »
    Et elle ouvre « Permanence du Phare (exemple) »
    Et elle appuie sur « Partager la réponse »
    Alors elle voit « Partagé »
    Étant donné une visiteuse
    Quand elle ouvre « Ce que disent les lieux »
    Et elle filtre « Intercommunalité » par « Brest Métropole »
    Alors elle voit « Permanence du Phare (exemple) »
    Et elle voit « Un traducteur le mercredi. »
    Et la page n’a aucun défaut d’accessibilité

  Scénario: Une réponse hors des bornes est dite d’abord, et rien n’est perdu
    Étant donné « Goulven », lieu d’accueil de « Mairie du Bocage (exemple) »
    Quand il ouvre « Répondre au diagnostic »
    Et il remplit « Diagnostic de l’accueil » avec
      | Nom du lieu                                                                  | Accueil du Bocage (exemple)         |
      | Quel lieu est-ce ?                                                           | Accueil de mairie                   |
      | Intercommunalité                                                             | Fougères Agglomération              |
      | Sur dix personnes reçues, combien demandent de l’aide pour une démarche en ligne ? | 60                            |
      | Qu’est-ce qui les arrête ?                                                   | La peur de se tromper               |
    Et il appuie sur « Continuer »
    Alors il voit « Écrivez un nombre de 0 à 10. »
    Et la page n’a aucun défaut d’accessibilité

  Scénario: Une agente cherche une recette pour l’attente
    Étant donné une visiteuse
    Quand elle ouvre le service
    Et elle ouvre « Recettes d’accueil »
    Alors elle voit « 6 recettes d’accueil »
    Quand elle filtre « Moment » par « Attendre »
    Et elle ouvre « La liste des pièces en images »
    Alors elle voit « Les dix pièces les plus demandées, photographiées en exemple. »
    Et la page n’a aucun défaut d’accessibilité
