# language: fr
Fonctionnalité: Découvrir « LabAcces »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « LabAcces » depuis l’accueil
    Alors il voit le titre « LabAcces »
    Quand il suit « D’après le livret, p. 14 »
    Alors il voit « garantit qu’il reste une expérimentation »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 14 »
    Quand il choisit la langue « Français »
    Quand il ouvre « LabAcces » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
