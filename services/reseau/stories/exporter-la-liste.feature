# language: fr
Fonctionnalité: Exporter la liste des projets

  Scénario: Une chargée de mission ouvre les 36 projets dans son tableur
    Étant donné une visiteuse
    Quand elle ouvre « Projets »
    Et qu’elle déplie « Exporter »
    Et qu’elle exporte en « CSV »
    Alors le fichier a 36 lignes
    Et le fichier contient « Happy FLE »

  Scénario: L’export suit le filtre
    Étant donné une visiteuse
    Quand elle ouvre « Projets »
    Et qu’elle filtre « Thème » par « Inclusion »
    Et qu’elle déplie « Exporter »
    Et qu’elle exporte en « CSV »
    Alors le fichier a 6 lignes
    Et le fichier ne contient pas « L’Essaimeur »

  Scénario: Le public n’emporte jamais un laboratoire en préparation
    Étant donné un visiteur
    Quand il ouvre « Laboratoires »
    Et qu’il déplie « Exporter »
    Et qu’il exporte en « CSV »
    Alors le fichier a 10 lignes
    Et le fichier ne contient pas « Labo de la Brume »
