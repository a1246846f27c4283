# language: fr
Fonctionnalité: Découvrir « Mon chantier + sûr »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Mon chantier + sûr » depuis l’accueil
    Alors il voit le titre « Mon chantier + sûr »
    Quand il suit « D’après le livret, p. 10 »
    Alors il voit « une designeuse en a fait »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 10 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Mon chantier + sûr » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
