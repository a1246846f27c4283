# language: fr
Fonctionnalité: Découvrir « Espace de travail des agents publics »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Espace de travail des agents publics » depuis l’accueil
    Alors il voit le titre « Espace de travail des agents publics »
    Quand il suit « D’après le livret, p. 26 »
    Alors il voit « écrit le cahier des charges du lieu »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 26 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Espace de travail des agents publics » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
