# language: fr
Fonctionnalité: Accueillir des bénévoles, qui voient le minimum

  Scénario: Un bénévole note une rencontre sans note ni place, et ne voit que son association
    Étant donné « Joseph », bénévole de « Les Soupes du soir »
    Quand il ouvre « Noter une rencontre »
    Et il appuie sur « Commencer »
    Et il remplit « Noter une rencontre » avec
      | Surnom        | Béret vert     |
      | Besoins       | Manger         |
      | Aide apportée | Repas          |
    Et il appuie sur « Continuer »
    Alors il ne voit pas « Note »
    Et il ne voit pas « Position »
    Quand il ouvre « Rencontres »
    Alors il voit « Capitaine »
    Mais il ne voit pas « Le Marin »
    Et la page n’a aucun défaut d’accessibilité

  Scénario: Un bénévole n’ouvre pas les fiches de suivi
    Étant donné « Joseph », bénévole de « Les Soupes du soir »
    Quand il ouvre l’accueil
    Alors il ne peut pas ouvrir l’adresse « /s/maraudes/personnes/ »
