# language: fr
Fonctionnalité: Découvrir « Démarches en facile à lire »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Démarches en facile à lire » depuis l’accueil
    Alors il voit le titre « Démarches en facile à lire »
    Quand il suit « D’après le livret, p. 22 »
    Alors il voit « refaire plus vite la fois suivante »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 22 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Démarches en facile à lire » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
