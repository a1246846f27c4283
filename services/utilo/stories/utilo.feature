# language: fr
Fonctionnalité: Découvrir « Utilo »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Utilo » depuis l’accueil
    Alors il voit le titre « Utilo »
    Quand il suit « D’après le livret, p. 16 »
    Alors il voit « une facilitatrice-designer »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 16 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Utilo » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
