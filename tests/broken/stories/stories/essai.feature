# language: fr
Fonctionnalité: Essai
  Scénario: Rien
    Quand la lune se lève à l’envers
