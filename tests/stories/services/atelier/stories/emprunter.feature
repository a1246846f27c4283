# language: fr
Fonctionnalité: Emprunter un outil

  Scénario: Une habitante trouve une équerre
    Étant donné une habitante
    Quand elle ouvre « Outils »
    Alors elle voit 3 outils
    Et elle voit « Marteau » avant « Scie à bois »
    Quand elle cherche « equerre »
    Alors elle voit « Équerre d'élève »
    Mais elle ne voit pas « Marteau »
    Quand elle exporte en « CSV »
    Alors le fichier a 1 ligne
    Et la colonne « Nom » contient « Équerre d’élève »
    Et le fichier n'a pas la colonne « Rayon »

  Scénario: Le gardien voit le rayon, l’habitante non
    Étant donné « Nour », gardienne des outils de « Quartier Nord », et « Élie », visiteur
    Quand Nour ouvre « Outils » puis exporte en « CSV »
    Alors la colonne « Rayon » contient « Allée 4 »
    Quand Élie ouvre « Outils » puis exporte en « CSV »
    Alors le fichier n’a pas la colonne « Rayon »

  Scénario: Les horaires se lisent sous leur titre
    Étant donné une visiteuse sur un téléphone
    Quand elle ouvre le service
    Alors elle voit « Le mardi » dans « Horaires »
    Et la page ne déborde pas
    Quand elle choisit la langue « English »
    Alors elle voit « On Tuesdays » dans « Hours »
    Et la page est en anglais

  Scénario: Le gardien charge les emprunts de l’année, et tout le monde les lit
    Étant donné « Nour », gardienne des outils de « Quartier Nord », et « Élie », visiteur
    Quand Élie ouvre « Chiffres »
    Alors Élie ne voit pas « Outils empruntés »
    Quand Nour charge « data/emprunts.csv » comme « emprunts »
    Et Élie ouvre « Chiffres » puis suit « Outils empruntés »
    Alors Élie voit « Loire-Atlantique »
