# language: fr
Fonctionnalité: Préparer une demande à la maison du handicap

  Scénario: En facile à lire, une personne ne voit que les questions de sa situation
    Étant donné une visiteuse sur un téléphone
    Quand elle ouvre « Démarches en facile à lire » depuis l’accueil
    Et elle ouvre « Faire une demande »
    Et elle choisit « Facile à lire »
    Alors elle voit « Ici, personne ne décide de vos aides. »
    Quand elle appuie sur « Commencer »
    Alors elle voit « Pour commencer »
    Quand elle choisit « Pour moi » dans « C’est pour qui »
    Et elle choisit « C’est la première fois » dans « Pourquoi vous écrivez »
    Et elle remplit « Quel jour est née la personne » avec « 3/2/1985 »
    Et elle choisit « La carte handicap » dans « De quoi voulez-vous parler »
    Et elle appuie sur « Continuer »
    Alors elle ne voit pas « Pour commencer »
    Quand elle appuie sur « Enregistrer et finir plus tard »
    Alors elle voit « Vos réponses sont gardées »
