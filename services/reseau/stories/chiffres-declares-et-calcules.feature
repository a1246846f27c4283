# language: fr
Fonctionnalité: Lire des chiffres déclarés à côté de chiffres calculés

  Scénario: Une visiteuse lit les chiffres du Ti Lab avec leur page
    Étant donné une visiteuse
    Quand elle ouvre « Laboratoires »
    Et qu’elle ouvre « Ti Lab »
    Alors elle voit « Participations d’agents »
    Et elle voit « 12 000 » et « 126 »
    Et elle voit « La page 16 donne près de 200. »

  Scénario: Une équipe lit ce que le lieu a compté pour elle
    Étant donné « Maëlle », équipe de « Labo de la Brume (exemple) »
    Quand Maëlle ouvre « Laboratoires »
    Et qu’elle ouvre « Labo de la Brume (exemple) »
    Alors elle voit « 3 » pour « Séances »
    Et elle voit « 12 » pour « Participations »
    Et elle voit « 8 » pour « Personnes »

  Scénario: Les deux sortes de chiffres sont expliquées
    Étant donné un visiteur
    Quand il ouvre « Lire les chiffres »
    Alors il voit « Deux sortes de chiffres vivent ici. »
    Et il voit « Ils se montrent côte à côte et ne s’ajoutent jamais. »

  Scénario: Une contradiction du livret est dite avec ses deux lectures
    Étant donné une visiteuse
    Quand elle ouvre « Avis de lecture »
    Et qu’elle ouvre « SiiLab : 6 402 personnes ou 2 900 »
    Alors elle voit « pour 620 séances »
    Et elle voit « Les deux ne s’ajoutent pas. »
