# language: fr
Fonctionnalité: Découvrir « Labo’Mobile »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Labo’Mobile » depuis l’accueil
    Alors il voit le titre « Labo’Mobile »
    Quand il suit « D’après le livret, p. 36 »
    Alors il voit « un maraîcher bio »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 36 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Labo’Mobile » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
