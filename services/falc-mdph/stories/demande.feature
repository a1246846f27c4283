# language: fr
Fonctionnalité: Préparer une demande à la maison du handicap

  Scénario: En facile à lire, une personne ne voit que les questions de sa situation
    Étant donné une visiteuse sur un téléphone
    Quand elle ouvre « Démarches en facile à lire » depuis l’accueil
    Et elle ouvre « Faire une demande »
    Et elle choisit le facile à lire
    Alors elle voit « Ici, personne ne décide de vos aides. »
    Quand elle appuie sur « Commencer »
    Alors elle voit « Pour commencer »
    Et la page n’a aucun défaut d’accessibilité
    Et la page ne déborde pas
    Quand elle choisit « Pour moi » dans « C’est pour qui »
    Et elle choisit « C’est la première fois » dans « Pourquoi vous écrivez »
    Et elle remplit « Quel jour est née la personne » avec « 3/2/1985 »
    Et elle choisit « La carte handicap » dans « De quoi voulez-vous parler »
    Et elle appuie sur « Continuer »
    Alors elle ne voit pas « Pour commencer »
    Quand elle appuie sur « Enregistrer et finir plus tard »
    Alors elle voit « Vos réponses sont gardées »

  Scénario: Odette prépare toute sa demande de carte, sans JavaScript, et l’emporte en PDF
    Étant donné une visiteuse sans JavaScript
    Quand elle ouvre « Démarches en facile à lire » depuis l’accueil
    Et elle ouvre « Faire une demande »
    Et elle appuie sur « Commencer »
    Et elle remplit « Faire une demande » avec
      | Pour qui faites-vous cette demande ?                               | Pour moi                               |
      | Que demandez-vous à la maison du handicap                          | Une première demande                   |
      | Date de naissance de la personne concernée                         | 20/8/1948                              |
      | De quoi voulez-vous parler ?                                       | La carte pour se déplacer ou se garer  |
      | Votre situation doit-elle être traitée très vite ?                 | Non                                    |
      | Nom de naissance                                                   | Exemple                                |
      | Prénoms                                                            | Odette                                 |
      | Nationalité                                                        | Française                              |
      | Où habitez-vous ?                                                  | Dans mon logement                      |
      | Adresse                                                            | 1 rue de l’Exemple                     |
      | Code postal et commune                                             | 59000 Lille                            |
      | Habitez-vous dans ce département depuis plus de trois mois ?       | Oui                                    |
      | Y a-t-il une mesure de protection ?                                | Aucune                                 |
      | Quelqu’un vous aide-t-il à remplir cette demande ?                 | Non                                    |
      | Quelle mention demandez-vous ?                                     | Stationnement : se garer               |
      | Avez-vous déjà une carte ?                                         | Non                                    |
      | Quelle distance pouvez-vous marcher sans vous arrêter, en mètres ? | 80                                     |
      | Qu’utilisez-vous pour marcher ?                                    | Une canne                              |
      | Quels papiers avez-vous déjà ?                                     | Une pièce d’identité                   |
      | Avez-vous relu vos réponses, seul ou avec quelqu’un ?              | Oui                                    |
    Et elle coche « Ce que j’ai écrit est exact. »
    Et elle appuie sur « Continuer »
    Alors elle voit « Vérifiez vos réponses »
    Et elle voit « Une canne »
    Mais elle ne voit pas « Quelle est votre situation professionnelle »
    Et la page n’a aucun défaut d’accessibilité
    Quand elle appuie sur « Envoyer »
    Alors elle voit « Votre numéro »
    Et la page n’a aucun défaut d’accessibilité
    Quand elle télécharge « L’emporter en PDF »

  Scénario: Au clavier, en facile à lire, une personne écrit pour son enfant
    Étant donné une visiteuse
    Quand elle ouvre « Démarches en facile à lire » depuis l’accueil
    Et elle ouvre « Faire une demande »
    Et elle choisit le facile à lire
    Et elle n’utilise que le clavier
    Et elle appuie sur « Commencer »
    Et elle choisit « Pour mon enfant » dans « C’est pour qui »
    Et elle choisit « C’est la première fois » dans « Pourquoi vous écrivez »
    Et elle remplit « Quel jour est née la personne » avec « 12/5/2017 »
    Et elle choisit « L’école » dans « De quoi voulez-vous parler »
    Et elle appuie sur « Continuer »
    Et elle choisit « Non » dans « Est-ce que c’est urgent »
    Et elle appuie sur « Continuer »
    Alors elle voit « Le nom de naissance »
    Et la page n’a aucun défaut d’accessibilité

  Scénario: In English, a claim is begun, left and found again
    Étant donné une visiteuse qui lit l’anglais
    Quand elle ouvre « Easy-to-read procedures » depuis l’accueil
    Et elle ouvre « Make a claim »
    Et elle appuie sur « Begin »
    Et elle choisit « For me » dans « Who is this claim for? »
    Et elle choisit « A first claim » dans « What are you asking »
    Et elle remplit « Date of birth of the person concerned » avec « 3/2/1985 »
    Et elle choisit « Work or training » dans « What do you want to talk about? »
    Et elle appuie sur « Continue »
    Et elle choisit « No » dans « very quickly? »
    Et elle appuie sur « Continue »
    Et elle remplit « Birth name » avec « Sample »
    Et elle remplit « First names » avec « Marc »
    Et elle appuie sur « Continue »
    Et elle ouvre « Make a claim »
    Et elle appuie sur « Go on 1 »
    Alors elle voit « Where do you live? »

  Scénario: Chaque texte dit s’il a été relu par des lecteurs concernés
    Étant donné un visiteur
    Quand il ouvre « Démarches en facile à lire » depuis l’accueil
    Et il ouvre « Textes relus »
    Alors il voit « 110 »
    Et il voit « À faire relire par des lecteurs concernés »
