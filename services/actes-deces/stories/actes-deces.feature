# language: fr
Fonctionnalité: Découvrir « Actes de décès en ligne »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Actes de décès en ligne » depuis l’accueil
    Alors il voit le titre « Actes de décès en ligne »
    Quand il suit « D’après le livret, p. 32 »
    Alors il voit « une consultation du lab »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 32 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Actes de décès en ligne » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
