# language: fr
Fonctionnalité: Tenir sa promesse

  Scénario: On rappelle sous un jour
    Étant donné un visiteur
    Quand il ouvre le service
    Alors il voit « Nous rappelons sous un jour »

  Scénario: On danse
    Étant donné un visiteur
    Quand il danse avec « Nour »

  Scénario: La porte reste fermée à qui n’est personne
    Étant donné « Nour », chef de gare
