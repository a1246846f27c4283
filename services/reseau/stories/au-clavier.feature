# language: fr
Fonctionnalité: Tout faire au clavier, sans JavaScript, sur un petit écran

  Scénario: Trouver un projet sans souris
    Étant donné une visiteuse au clavier
    Quand elle ouvre « Projets »
    Et qu’elle filtre « Thème » par « Innovation managériale »
    Alors elle voit 7 résultats
    Quand elle ouvre « Stade de la réussite »
    Alors elle voit le titre « Stade de la réussite »

  Scénario: Trouver un laboratoire sans JavaScript
    Étant donné un visiteur sans JavaScript
    Quand il ouvre « Laboratoires »
    Et qu’il filtre « Ce que le laboratoire propose » par « Formation »
    Alors il voit « Lab@Archipel »
    Mais il ne voit pas « Liric »

  Scénario: Lire une fiche sur un téléphone
    Étant donné une visiteuse sur un téléphone
    Quand elle ouvre « Projets »
    Et qu’elle ouvre « Happy FLE »
    Alors la page ne déborde pas
    Et la page n’a aucun défaut d’accessibilité

  Scénario: Lire l’accueil en facile à lire
    Étant donné une visiteuse
    Quand elle ouvre le service
    Et qu’elle choisit le facile à lire
    Alors elle voit « Vous trouvez 10 laboratoires et 36 projets. »
