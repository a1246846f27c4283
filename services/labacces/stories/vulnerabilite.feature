# language: fr
Fonctionnalité: Lire l’indice de vulnérabilité, et ce dont il est fait

  Scénario: Une élue trouve l’indice de sa commune et ses composantes
    Étant donné une visiteuse sur un téléphone
    Quand elle ouvre le service
    Et elle ouvre « Indice et portraits »
    Et elle cherche « 35300 »
    Et elle suit « Fougères »
    Alors elle voit le titre « Fougères »
    Et elle voit « Ces chiffres sont des exemples »
    Et elle voit « De quoi l’indice est fait »
    Et elle voit « Foyers sans accès fixe à internet » dans « Les composantes, leur poids et leurs points »
    Et elle voit « Trajet jusqu’au guichet le plus proche » dans « Les composantes, leur poids et leurs points »
    Et elle voit « Un indice classe, il ne mesure pas »
    Et la page ne déborde pas
    Et la page n’a aucun défaut d’accessibilité

  Scénario: Un chercheur lit les poids, et ce que les rangs leur doivent
    Étant donné un visiteur sans JavaScript
    Quand il ouvre le service
    Et il ouvre « Indice et portraits »
    Et il suit « Vulnérabilité face à l’e-administration »
    Alors il voit « 4 territoires »
    Et il voit « Côtes-d’Armor »
    Et il voit « 22,2 »
    Et la page n’a aucun défaut d’accessibilité
    Et la page ne déborde pas

  Scénario: La page d’accueil se lit en facile à lire
    Étant donné une visiteuse sur un téléphone
    Quand elle ouvre le service
    Et elle choisit le facile à lire
    Alors elle voit « Certaines personnes n’y arrivent pas. »
    Et elle voit « Attention : ces nombres ne sont pas vrais. »
    Et la page n’a aucun défaut d’accessibilité
    Quand elle suit « lire des idées pour mieux accueillir »
    Alors elle voit « La borne accompagnée »
