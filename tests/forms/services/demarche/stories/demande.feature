# language: fr
Fonctionnalité: Demander la réparation d’un vélo

  Scénario: Une personne sur un téléphone remplit sa demande et garde son numéro
    Étant donné une visiteuse sur un téléphone
    Quand elle ouvre « Demander »
    Et elle remplit « Faire réparer un vélo » avec
      | Comment vous appelez-vous ?          | Amel B.             |
      | Quelle est votre date de naissance ? | 3/2/1990            |
      | Par quel moyen ?                     | Par courriel        |
      | Adresse de courriel                  | amel@example.org    |
      | Quartier                             | Quartier nord       |
      | Lieu de l’atelier                    | La Halle            |
      | Que faut-il réparer ?                | Les freins, Une roue |
      | Racontez ce qui s’est passé          | Un clou.            |
    Et elle appuie sur « Continuer »
    Et elle suit « Modifier 1 »
    Et elle remplit « Prénom » avec « Lina »
    Et elle appuie sur « Continuer »
    Et elle remplit « Âge » avec « 7 »
    Et elle appuie sur « Continuer »
    Alors elle voit « Lina · 7 »
    Quand elle appuie sur « Continuer »
    Et elle coche « J’ai lu la charte »
    Et elle appuie sur « Continuer »
    Et elle remplit « Ou écrivez votre nom pour signer » avec « Amel B. »
    Et elle appuie sur « Continuer »
    Alors elle voit « Vérifiez vos réponses »
    Et elle voit « Les freins, Une roue »
    Quand elle appuie sur « Envoyer »
    Alors elle voit « Votre numéro »
    Et elle voit « La Halle »

  Scénario: Ce qui manque est dit en tête, sans JavaScript, et rien n’est perdu
    Étant donné un visiteur sans JavaScript
    Quand il ouvre « Demander »
    Et il appuie sur « Commencer »
    Et il appuie sur « Continuer »
    Alors il voit « Il y a un problème dans vos réponses »
    Et il voit « Écrivez votre nom. »
    Quand il remplit « Comment vous appelez-vous ? » avec « Karim »
    Et il appuie sur « Enregistrer et finir plus tard »
    Alors il voit « Vos réponses sont gardées »
