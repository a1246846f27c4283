# language: fr
Fonctionnalité: Coordonner les équipes et compter les besoins

  Scénario: La coordination clôt un suivi en disant pourquoi
    Étant donné « Nadia », coordination de « Coordination départementale d’exemple », et « Karim », maraudeur de « Équipe de la gare »
    Quand Nadia ouvre « Personnes »
    Et elle ouvre « Casquette bleue · 1987 »
    Alors elle ne voit pas « Travaille le matin »
    Quand elle suit « Clore le suivi »
    Et elle remplit « Motif » avec « A signé un bail le 24 novembre. »
    Et elle appuie sur « Clore le suivi »
    Alors elle voit « Clos »
    Quand Karim ouvre « Personnes »
    Et il ouvre « Casquette bleue · 1987 »
    Alors il voit « A signé un bail »

  Scénario: Une équipe oriente une personne vers un hébergement
    Étant donné « Amel », maraudeur de « Équipe du port »
    Quand elle ouvre « Personnes »
    Et elle ouvre « Tante Rose · 1964 »
    Et elle suit « Orienter »
    Et elle appuie sur « Remplir le formulaire »
    Et elle choisit « Un hébergement » dans « Vers quoi orientez-vous la personne ? »
    Et elle choisit « Oui » dans « Quelqu’un l’accompagne-t-il ? »
    Et elle appuie sur « Continuer »
    Et elle appuie sur « Envoyer »
    Et elle ouvre « Personnes »
    Et elle ouvre « Tante Rose · 1964 »
    Et elle appuie sur « Orienter »
    Alors elle voit « Orienté »

  Scénario: L’observatoire lit des décomptes, et aucune fiche
    Étant donné « Paul », observatoire social de « Coordination départementale d’exemple »
    Quand il ouvre « Observatoire des rencontres »
    Alors il voit « Appelé, pas de place »
    Et il voit « novembre 2026 »
    Mais il ne voit pas « Le Marin »
    Et la page n’a aucun défaut d’accessibilité
    Et il ne peut pas ouvrir l’adresse « /s/maraudes/personnes/ »
    Et il ne peut pas ouvrir l’adresse « /s/maraudes/rencontres/ »

  Scénario: Chacun lit les droits des personnes rencontrées, en facile à lire aussi
    Étant donné un visiteur sur un téléphone
    Quand il ouvre « Carnet de maraude » depuis l’accueil
    Et il suit « la charte »
    Alors il voit « Un jugement »
    Et la page ne déborde pas
    Quand il choisit le facile à lire
    Alors il voit « Vous pouvez lire votre fiche. »
    Et la page n’a aucun défaut d’accessibilité
