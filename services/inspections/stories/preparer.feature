# language: fr
Fonctionnalité: Choisir où aller, reprendre le passé

  Scénario: La responsable met au programme l’établissement le plus à risque, l’inspectrice le retrouve
    Étant donné « Hélène », responsable de « Direction régionale d’exemple », et « Inès », inspecteur de « Inspection du littoral (exemple) »
    Quand Hélène ouvre l’adresse « /s/inspections/risques/?sort=-risque »
    Alors elle voit « Résidence des Mimosas dorés » avant « Piscine du Grand Cormoran »
    Et elle voit « Piscine du Grand Cormoran » avant « Salle de force du Sanglier »
    Quand elle ouvre « Programme »
    Et elle filtre « Niveau de risque » par « Élevé »
    Alors elle voit « Résidence des Mimosas dorés » avant « Salle de force du Sanglier »
    Mais elle ne voit pas « Foyer des Lucioles »
    Quand elle ouvre « Résidence des Mimosas dorés · M-301 »
    Et elle appuie sur « Mettre au programme »
    Alors elle voit « Au programme »
    Et la page n’a aucun défaut d’accessibilité
    Quand Inès ouvre « Programme »
    Et elle ouvre « Résidence des Mimosas dorés · M-301 »
    Alors elle voit « Au programme »

  Scénario: La responsable reprend les anciennes fiches papier depuis un tableau
    Étant donné « Hélène », responsable de « Direction régionale d’exemple »
    Quand elle ouvre l’adresse « /s/inspections/_manage/imports/ »
    Et elle choisit « Établissements » dans « Fiches à ajouter ou à modifier »
    Et elle joint « data/lieux-papier.csv » à « Fichier »
    Et elle appuie sur « Envoyer le fichier »
    Et elle choisit « Numéro » dans « N° du lieu »
    Et elle choisit « Position · latitude » dans « Latitude »
    Et elle choisit « Position · longitude » dans « Longitude »
    Et elle choisit « Capacité » dans « Places »
    Et elle choisit « Dernier contrôle » dans « Contrôlé le »
    Et elle appuie sur « Voir ce que cela changerait »
    Alors elle voit « 3 fiches créées »
    Quand elle appuie sur « Importer les lignes acceptées »
    Alors elle voit « Importé »
    Quand elle ouvre l’adresse « /s/inspections/risques/?sort=-risque »
    Alors elle voit « Stade du Renard roux » avant « Résidence des Mimosas dorés »
