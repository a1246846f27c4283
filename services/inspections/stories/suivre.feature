# language: fr
Fonctionnalité: Rendre compte, et suivre ce qui est corrigé

  Scénario: Le rapport est délivré en PDF, et la lettre part à l’exploitant
    Étant donné « Inès », inspecteur de « Inspection du littoral (exemple) », et « Hélène », responsable de « Direction régionale d’exemple »
    Quand Inès ouvre « Contrôles »
    Et elle filtre « État » par « Fait »
    Et elle ouvre « Piscine du Grand Cormoran »
    Alors elle voit « Le tableau manque au bord du petit bassin. »
    Quand elle appuie sur « Envoyer le rapport »
    Alors elle voit « Rapport envoyé »
    Quand Hélène ouvre « Contrôles »
    Et elle filtre « État » par « Rapport envoyé »
    Et elle ouvre « Piscine du Grand Cormoran »
    Alors elle voit « Documents délivrés »
    Et la page n’a aucun défaut d’accessibilité
    Quand elle télécharge « Rapport de contrôle »
    Et elle appuie sur « Clore le contrôle »
    Et elle appuie sur « Clore le contrôle »
    Alors elle voit « Clos »
    Et elle voit « exploitant-s-101@example.org »

  Scénario: Un contrôle qui n’a pas eu lieu ne peut pas être dit fait
    Étant donné « Inès », inspecteur de « Inspection du littoral (exemple) »
    Quand elle ouvre « Contrôles »
    Et elle filtre « État » par « Prévu ou en cours »
    Et elle ouvre « Résidence des Mimosas dorés »
    Alors elle ne voit pas « Le contrôle est fait »
    Et elle voit « Annuler la visite »

  Scénario: Une correction est annoncée, refusée, puis vérifiée
    Étant donné « Bastien », inspecteur de « Inspection des collines (exemple) », et « Hélène », responsable de « Direction régionale d’exemple »
    Quand Bastien ouvre « Corrections »
    Et il cherche « cartes »
    Et il ouvre « Piscine du Grand Cormoran · Diplômes, cartes, textes et assurance sont affichés, visibles de tous. »
    Alors il voit « Les cartes sont dans un tiroir. »
    Quand il appuie sur « L’exploitant annonce la correction »
    Alors il voit « Correction annoncée »
    Quand il appuie sur « Ce n’est pas corrigé »
    Et il remplit « Motif » avec « La photo ne montre pas les cartes. »
    Et il appuie sur « Ce n’est pas corrigé »
    Alors il voit « En retard »
    Et il voit « La photo ne montre pas les cartes. »
    Quand il appuie sur « La correction est vérifiée »
    Et il appuie sur « La correction est vérifiée »
    Alors il voit « Vérifiée »
    Quand Hélène ouvre « Corrections »
    Et elle filtre « État » par « Vérifiée »
    Alors elle voit « Piscine du Grand Cormoran »

  Scénario: Le tableau de bord compte, sans montrer une fiche
    Étant donné « Omar », observatoire régional de « Direction régionale d’exemple »
    Quand il ouvre « Tableau de bord des contrôles »
    Alors il voit « Contrôles par conclusion »
    Et il voit « Des corrections à faire »
    Mais il ne voit pas « Piscine du Grand Cormoran »
    Et la page n’a aucun défaut d’accessibilité
    Quand il ouvre « Tableau de bord des établissements »
    Alors il voit « Établissements par niveau de risque »
    Et il voit « Séjour de vacances »
    Mais il ne voit pas « Farid Exemple »
    Et il ne peut pas ouvrir l’adresse « /s/inspections/controles/ »
