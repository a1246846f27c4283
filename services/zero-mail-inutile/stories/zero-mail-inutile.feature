# language: fr
Fonctionnalité: Découvrir « Zéro mail inutile »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Zéro mail inutile » depuis l’accueil
    Alors il voit le titre « Zéro mail inutile »
    Quand il suit « D’après le livret, p. 49 »
    Alors il voit « un petit groupe d’agents »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 49 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Zéro mail inutile » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
