# language: fr
Fonctionnalité: Découvrir « Citoyens-Fabricants »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Citoyens-Fabricants » depuis l’accueil
    Alors il voit le titre « Citoyens-Fabricants »
    Quand il suit « D’après le livret, p. 17 »
    Alors il voit « des couturiers »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 17 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Citoyens-Fabricants » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
