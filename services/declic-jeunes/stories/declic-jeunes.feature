# language: fr
Fonctionnalité: Découvrir « Déclic’Jeunes »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Déclic’Jeunes » depuis l’accueil
    Alors il voit le titre « Déclic’Jeunes »
    Quand il suit « D’après le livret, p. 57 »
    Alors il voit « une équipe itinérante »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 57 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Déclic’Jeunes » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
