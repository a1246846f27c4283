# language: fr
Fonctionnalité: Découvrir « Quinze pour cent »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Quinze pour cent » depuis l’accueil
    Alors il voit le titre « Quinze pour cent »
    Quand il suit « D’après le livret, p. 28 »
    Alors il voit « nés d’un hackathon »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 28 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Quinze pour cent » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
