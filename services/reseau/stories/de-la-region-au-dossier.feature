# language: fr
Fonctionnalité: Aller d’une région à un laboratoire, à un projet, à son dossier

  Scénario: Un conseiller breton découvre Utilo et ouvre son dossier
    Étant donné un visiteur
    Quand il ouvre « Laboratoires »
    Alors il voit 10 résultats
    Quand il filtre « Région » par « Bretagne »
    Alors il voit 1 résultat
    Quand il ouvre « Ti Lab »
    Alors il voit le titre « Ti Lab »
    Et il voit « Facilitation »
    Quand il ouvre « Utilo »
    Alors il voit le titre « Utilo »
    Et il voit « près de 200 membres »
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »

  Scénario: Un laboratoire en suspens dit ce qui reste et à qui s’adresser
    Étant donné une visiteuse
    Quand elle ouvre « Laboratoires »
    Et qu’elle filtre « Situation » par « En suspens »
    Alors elle voit 1 résultat
    Quand elle ouvre « Lab Zéro »
    Alors elle voit « Ce qui reste »
    Et elle voit « plateforme régionale des ressources humaines »

  Scénario: Un laboratoire inventé pour la démonstration n’est pas montré au public
    Étant donné un visiteur
    Quand il ouvre « Laboratoires »
    Alors il ne voit pas « Labo de la Brume »
    Et il ne peut pas ouvrir l’adresse « /s/reseau/laboratoire/labo-de-la-brume/ »
