# language: fr
Fonctionnalité: Découvrir « France services sur mesure »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « France services sur mesure » depuis l’accueil
    Alors il voit le titre « France services sur mesure »
    Quand il suit « D’après le livret, p. 42 »
    Alors il voit « la sous-préfecture au centre »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 42 »
    Quand il choisit la langue « Français »
    Quand il ouvre « France services sur mesure » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
