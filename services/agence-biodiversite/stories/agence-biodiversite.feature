# language: fr
Fonctionnalité: Découvrir « Prototyper une agence de la biodiversité »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Prototyper une agence de la biodiversité » depuis l’accueil
    Alors il voit le titre « Prototyper une agence de la biodiversité »
    Quand il suit « D’après le livret, p. 43 »
    Alors il voit « deux séminaires de consultation »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 43 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Prototyper une agence de la biodiversité » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
