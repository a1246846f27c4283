# language: fr
Fonctionnalité: Découvrir « Le numérique dans mon quartier »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Le numérique dans mon quartier » depuis l’accueil
    Alors il voit le titre « Le numérique dans mon quartier »
    Quand il suit « D’après le livret, p. 41 »
    Alors il voit « totem qui signale »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 41 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Le numérique dans mon quartier » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
