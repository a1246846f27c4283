# language: fr
Fonctionnalité: Découvrir « Contrôle de légalité assisté »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Contrôle de légalité assisté » depuis l’accueil
    Alors il voit le titre « Contrôle de légalité assisté »
    Quand il suit « D’après le livret, p. 44 »
    Alors il voit « ouverture de documents sans enjeu »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 44 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Contrôle de légalité assisté » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
