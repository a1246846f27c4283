# language: fr
Fonctionnalité: Découvrir « L’Essaimeur »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « L’Essaimeur » depuis l’accueil
    Alors il voit le titre « L’Essaimeur »
    Quand il suit « D’après le livret, p. 33 »
    Alors il voit « un temps pour les prototypes »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 33 »
    Quand il choisit la langue « Français »
    Quand il ouvre « L’Essaimeur » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
