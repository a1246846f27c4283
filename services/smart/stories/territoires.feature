# language: fr
Fonctionnalité: Lire, comparer et vérifier ce que l’État a financé

  Scénario: Une agente compare deux intercommunalités et imprime le portrait
    Étant donné « Agathe », agent de « Service des chiffres d’exemple »
    Quand elle ouvre le service
    Et elle ouvre l’adresse « /s/smart/territoires/comparer/ »
    Alors elle voit « Rien à comparer pour l’instant »
    Quand elle cherche « Nantes Métropole »
    Et elle suit « Nantes Métropole »
    Et elle cherche « Laval Agglomération »
    Et elle suit « CA Laval Agglomération »
    Alors elle voit « Ces chiffres sont des exemples »
    Et elle voit « Nantes Métropole (Intercommunalité) »
    Et elle voit « CA Laval Agglomération (Intercommunalité) »
    Et elle voit « Subventions de l’État par habitant, 2024 »
    Et elle voit « Part du coût des projets payée par l’État, 2024 »
    Et la page n’a aucun défaut d’accessibilité
    Quand elle ouvre « Territoires »
    Et elle cherche « Laval Agglomération »
    Alors elle voit le titre « CA Laval Agglomération »
    Et elle voit « Ces chiffres sont des exemples »
    Et elle voit « Subventions par domaine »
    Et elle voit « Méthode et sources »
    Et la page n’a aucun défaut d’accessibilité
    Quand elle télécharge « Imprimer, ou garder en PDF »
    Et elle imprime la page
    Alors elle voit « Subventions de l’État par habitant »
    Et elle voit « Montants inventés »

  Scénario: Une nouvelle venue trouve les subventions de sa commune par son code postal
    Étant donné une visiteuse sur un téléphone
    Quand elle ouvre le service
    Et elle ouvre « Territoires »
    Et elle cherche « 53000 »
    Alors elle voit le titre « Laval »
    Et elle voit « habitants »
    Et elle voit « Ces chiffres sont des exemples »
    Et elle voit « communes de même taille »
    Et elle voit « Bâtiments publics »
    Et la page ne déborde pas
    Et la page n’a aucun défaut d’accessibilité

  Scénario: Un visiteur sans JavaScript classe les départements et emporte la carte
    Étant donné un visiteur sans JavaScript
    Quand il ouvre le service
    Et il ouvre « Territoires »
    Et il suit « Subventions de l’État par habitant »
    Alors il voit « 5 territoires »
    Et il voit « Mayenne » avant « Loire-Atlantique »
    Quand il suit « Carte »
    Alors il voit « Maine-et-Loire »
    Et la page n’a aucun défaut d’accessibilité
    Quand il exporte en « CSV »
    Alors le fichier contient « Loire-Atlantique »

  Scénario: Une analyste charge une année de plus et voit l’écart avec les totaux publiés
    Étant donné « Agathe », agent de « Service des chiffres d’exemple »
    Quand elle charge « data/exemple-2025.csv » comme « exemple-2025 »
    Et elle ouvre « Territoires »
    Alors elle voit « Pays de la Loire, 2025 »
    Quand elle ouvre l’adresse « /s/smart/territoires/donnees/ »
    Alors elle voit « Subventions d’exemple, Pays de la Loire, 2025 »
    Et elle voit « 10 742 275 »
    Et elle voit « 10 729 775 »
    Et elle voit « 12 500 »
    Et la page n’a aucun défaut d’accessibilité
