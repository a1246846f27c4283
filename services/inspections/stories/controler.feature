# language: fr
Fonctionnalité: Contrôler sur place, sans réseau

  Scénario: Un contrôle rempli sans réseau est dans la base, et le risque est à jour
    Étant donné « Inès », inspecteur de « Inspection du littoral (exemple) », et « Hélène », responsable de « Direction régionale d’exemple »
    Quand Inès ouvre « Tournée » puis perd le réseau
    Et qu’elle remplit « Contrôle d’un établissement sportif » avec
      | Établissement                                                                   | Mur d’escalade de la Tortue |
      | Nom de l’inspecteur                                                             | Inès                        |
      | L’exploitant n’est pas frappé d’une interdiction d’exercer.                     | Oui                         |
      | Chaque éducateur payé a un diplôme pour l’activité qu’il encadre.               | Oui                         |
      | Chaque éducateur payé est déclaré et a sa carte professionnelle.                | Oui                         |
      | L’honorabilité des éducateurs est établie.                                      | Oui                         |
      | Diplômes, cartes, textes et assurance sont affichés, visibles de tous.          | Oui                         |
      | Un contrat d’assurance couvre l’exploitant, les encadrants et les pratiquants.  | Oui                         |
      | Un tableau d’organisation des secours est affiché.                              | Oui                         |
      | Une trousse de secours et un moyen d’alerte sont sur place.                     | Oui                         |
      | Les locaux et le matériel présentent des garanties d’hygiène et de sécurité.    | Oui                         |
      | Les buts et panneaux sont fixés, et leur entretien est suivi.                   | Sans objet                  |
      | Les bassins ont un plan d’organisation de la surveillance et des secours.       | Sans objet                  |
      | Les accidents graves ont été signalés au préfet.                                | Oui                         |
      | Aucun alcool n’est vendu ni servi, sauf dérogation.                             | Oui                         |
      | Personne ne fume dans les lieux fermés.                                         | Oui                         |
      | Avez-vous vu autre chose à corriger ?                                           | Non                         |
      | Conclusion                                                                      | Rien à corriger             |
      | Observations                                                                    | Vu sans réseau              |
    Et qu’Inès retrouve le réseau
    Alors l’envoi est marqué « Reçu »
    Quand Hélène ouvre « Contrôles »
    Et elle cherche « Tortue »
    Alors elle voit « Mur d’escalade de la Tortue »
    Et elle voit « Rien à corriger »

  Scénario: Une visite se prévoit sur la tablette, et la responsable la voit
    Étant donné « Bastien », inspecteur de « Inspection des collines (exemple) », et « Hélène », responsable de « Direction régionale d’exemple »
    Quand Bastien ouvre « Tournée » puis perd le réseau
    Et qu’il remplit « Prévoir un contrôle » avec
      | Établissement | Maison des Quatre Vents |
      | Date prévue   | 15/12/2099              |
      | Qui y va ?    | Bastien                 |
    Et que Bastien retrouve le réseau
    Alors l’envoi est marqué « Reçu »
    Quand Hélène ouvre « Contrôles »
    Et elle cherche « Quatre Vents »
    Alors elle voit « Maison des Quatre Vents »
