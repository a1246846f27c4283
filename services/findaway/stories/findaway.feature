# language: fr
Fonctionnalité: Découvrir « FIN(DA)WAY »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « FIN(DA)WAY » depuis l’accueil
    Alors il voit le titre « FIN(DA)WAY »
    Quand il suit « D’après le livret, p. 56 »
    Alors il voit « deux séances d’idées »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 56 »
    Quand il choisit la langue « Français »
    Quand il ouvre « FIN(DA)WAY » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »

  Scénario: Un visiteur cherche une aide près de lui, dans sa langue
    Étant donné un visiteur
    Quand il ouvre « FIN(DA)WAY » depuis l’accueil
    Et qu’il suit « Près de moi »
    Alors il voit « Repas partagé du dimanche »
    Quand il choisit la langue « العربية »
    Alors il voit « بالقرب مني »
    Et il voit « Repas partagé du dimanche »
