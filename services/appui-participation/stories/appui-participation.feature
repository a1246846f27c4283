# language: fr
Fonctionnalité: Découvrir « Appui à la participation citoyenne »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Appui à la participation citoyenne » depuis l’accueil
    Alors il voit le titre « Appui à la participation citoyenne »
    Quand il suit « D’après le livret, p. 63 »
    Alors il voit « garde la mémoire »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 63 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Appui à la participation citoyenne » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
