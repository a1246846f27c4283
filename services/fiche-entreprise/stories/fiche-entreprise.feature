# language: fr
Fonctionnalité: Découvrir « Fiche commune d’entreprise »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Fiche commune d’entreprise » depuis l’accueil
    Alors il voit le titre « Fiche commune d’entreprise »
    Quand il suit « D’après le livret, p. 45 »
    Alors il voit « aucun n’avait la vue d’ensemble »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 45 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Fiche commune d’entreprise » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
