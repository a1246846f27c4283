# language: fr
Fonctionnalité: Découvrir « Portail de l’économie sociale et solidaire »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Portail de l’économie sociale et solidaire » depuis l’accueil
    Alors il voit le titre « Portail de l’économie sociale et solidaire »
    Quand il suit « D’après le livret, p. 20 »
    Alors il voit « un achat innovant »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 20 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Portail de l’économie sociale et solidaire » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
