# language: fr
Fonctionnalité: Découvrir « Stratégie Eau-Air-Sol »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Stratégie Eau-Air-Sol » depuis l’accueil
    Alors il voit le titre « Stratégie Eau-Air-Sol »
    Quand il suit « D’après le livret, p. 11 »
    Alors il voit « écrite en moins d’un an »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 11 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Stratégie Eau-Air-Sol » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »

  Scénario: Une visiteuse trouve les actions prioritaires de l’eau
    Étant donné une visiteuse sur un téléphone
    Quand elle ouvre le service
    Et elle ouvre « Actions »
    Alors elle voit « 30 actions »
    Quand elle filtre « Priorité » par « Action prioritaire »
    Alors elle voit « 10 actions »
    Quand elle filtre « Domaine » par « Eau »
    Alors elle voit « 4 actions »
    Quand elle ouvre « Réparer les fuites des réseaux d’eau potable »
    Alors elle voit « Eau qui arrive au robinet sans fuir »
    Et elle voit « 2030 » pour « Échéance »
    Et la page n’a aucun défaut d’accessibilité
