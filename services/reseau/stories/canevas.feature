# language: fr
Fonctionnalité: Tenir son canevas et retrouver la version d’avant

  Contexte:
    Étant donné « Maëlle », équipe de « Labo de la Brume (exemple) », « Idris », équipe de « L’Atelier des Sables (exemple) », et « Violette », animation du réseau de « Animation du réseau (exemple) »

  Scénario: Une équipe change une case et retrouve ce qui était écrit
    Quand Maëlle ouvre « Canevas »
    Et qu’elle ouvre « Canevas du Labo de la Brume »
    Alors elle voit « Deux ans de budget »
    Quand elle appuie sur « Écrire une nouvelle version »
    Et qu’elle remplit « Finances » avec « Trois ans de budget, signés. »
    Et qu’elle appuie sur « Enregistrer cette version »
    Alors elle voit « Trois ans de budget, signés. »
    Quand elle suit « Version 2 »
    Alors elle voit « Deux ans de budget, partagé entre deux administrations. »

  Scénario: Une autre équipe ne voit pas ce canevas
    Quand Idris ouvre « Canevas »
    Alors il voit « Canevas de L’Atelier des Sables »
    Mais il ne voit pas « Canevas du Labo de la Brume »

  Scénario: L’animation du réseau lit tous les canevas
    Quand Violette ouvre « Canevas »
    Alors elle voit « Canevas du Labo de la Brume » et « Canevas de L’Atelier des Sables »

  Scénario: Le public n’a pas accès aux canevas
    Étant donné un visiteur
    Alors il ne peut pas ouvrir l’adresse « /s/reseau/canevas/ »
