# language: fr
Fonctionnalité: Découvrir « Territoires 100 % inclusifs »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Territoires 100 % inclusifs » depuis l’accueil
    Alors il voit le titre « Territoires 100 % inclusifs »
    Quand il suit « D’après le livret, p. 34 »
    Alors il voit « un calculateur de coresponsabilité »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 34 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Territoires 100 % inclusifs » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
