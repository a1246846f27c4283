# language: fr
Fonctionnalité: Découvrir « SMART, les territoires en données »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « SMART, les territoires en données » depuis l’accueil
    Alors il voit le titre « SMART, les territoires en données »
    Quand il suit « D’après le livret, p. 65 »
    Alors il voit « mis en service en janvier 2020 »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 65 »
    Quand il choisit la langue « Français »
    Quand il ouvre « SMART, les territoires en données » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
