# language: fr
Fonctionnalité: Découvrir « Signalétique pour tous »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Signalétique pour tous » depuis l’accueil
    Alors il voit le titre « Signalétique pour tous »
    Quand il suit « D’après le livret, p. 64 »
    Alors il voit « sans intervenir »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 64 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Signalétique pour tous » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
