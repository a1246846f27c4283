# language: fr
Fonctionnalité: Trouver un projet par son thème

  Scénario: Une agente cherche ce qui existe pour l’inclusion
    Étant donné une visiteuse
    Quand elle ouvre « Projets »
    Alors elle voit 36 résultats
    Quand elle filtre « Thème » par « Inclusion »
    Alors elle voit 6 résultats
    Et elle voit « Happy FLE », « Coco Velten » et « Déclic’Jeunes »
    Mais elle ne voit pas « L’Essaimeur »
    Quand elle ouvre « Coco Velten »
    Alors elle voit le titre « Coco Velten »
    Et elle voit « 40 structures accueillies, 80 personnes hébergées »

  Plan du scénario: Chaque thème compte ce que compte l’index du livret
    Étant donné une visiteuse
    Quand elle ouvre l’adresse « /s/reseau/projets/?theme=<thème> »
    Alors elle voit <nombre> résultats

    Exemples:
      | thème                    | nombre |
      | acces-aux-droits         | 5      |
      | inclusion                | 6      |
      | innovation-manageriale   | 7      |
      | participation-citoyenne  | 3      |
      | relation-usagers         | 7      |
      | formation                | 6      |
      | simplification           | 6      |
      | transformation-numerique | 10     |
      | transition-ecologique    | 2      |

  Scénario: Un mot sans accent retrouve un mot qui en porte
    Étant donné un visiteur
    Quand il ouvre « Projets »
    Et qu’il cherche « refugies »
    Alors il voit « Happy FLE » et « FIN(DA)WAY »

  Scénario: L’Essaimeur n’a pas de thème, et c’est dit
    Étant donné une visiteuse
    Quand elle ouvre « Projets »
    Et qu’elle ouvre « L’Essaimeur »
    Alors elle voit « L’index par thèmes ne le cite nulle part »
