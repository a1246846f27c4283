# language: fr
Fonctionnalité: Découvrir « Citoyen en communs »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Citoyen en communs » depuis l’accueil
    Alors il voit le titre « Citoyen en communs »
    Quand il suit « D’après le livret, p. 21 »
    Alors il voit « tenons-les pour des intentions »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 21 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Citoyen en communs » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
