# language: fr
Fonctionnalité: Demander en ligne les papiers qui suivent un décès

  Scénario: Une entreprise demande une crémation et des copies en une seule fois
    Étant donné « Nadia », entreprise de « Pompes funèbres du Port (exemple) »
    Quand Nadia ouvre « Demander un acte »
    Et elle appuie sur « Commencer »
    Alors le champ « Nom de l’entreprise » contient « Pompes funèbres du Port (exemple) »
    Et le champ « Qui suit ce dossier chez vous » contient « Nadia »
    Quand elle remplit « Demander un acte » avec
      | Numéro SIRET                                                             | 000 000 000 00000                         |
      | Numéro d’habilitation funéraire                                          | 26-33-0000                                |
      | Son téléphone                                                            | 05 00 00 00 00                            |
      | De quoi avez-vous besoin ?                                               | Autorisation de crémation, Copies de l’acte de décès |
      | Combien de copies de l’acte ?                                            | 3                                         |
      | Nom de naissance                                                         | Témoin                                    |
      | Prénoms                                                                  | Lucienne                                  |
      | Date de naissance                                                        | 4/5/1940                                  |
      | Lieu de naissance                                                        | Arcachon                                  |
      | Date du décès                                                            | 20/11/2026                                |
      | Heure du décès                                                           | 06:30                                     |
      | Lieu du décès                                                            | Hôpital ou clinique                       |
      | Adresse ou nom de l’établissement                                        | Hôpital d’exemple                         |
      | Le corps a-t-il quitté la commune avant la mise en bière ?               | Non                                       |
      | Le certificat signale-t-il un obstacle médico-légal ?                    | Non                                       |
      | Date prévue                                                              | 15/12/2026                                |
      | Avez-vous une dérogation du préfet pour ce délai ?                       | Non                                       |
      | Cimetière ou crématorium                                                 | Crématorium d’exemple                     |
    Et elle appuie sur « Continuer »
    Alors elle voit « au-delà, il faut une dérogation du préfet »
    Et le champ « Cimetière ou crématorium » contient « Crématorium d’exemple »
    Quand elle remplit « Demander un acte » avec
      | Date prévue                                                              | 27/11/2026                                |
      | Son nom et son prénom                                                    | Paule Témoin                              |
      | Son lien avec la personne défunte                                        | Enfant                                    |
    Et elle appuie sur « Continuer »
    Et elle joint « images/piece-exemple.png » à « Certificat de décès du médecin »
    Et elle joint « images/piece-exemple.png » à « Demande ou pouvoir de la famille »
    Et elle choisit « Non » dans « La personne portait-elle un appareil à pile »
    Et elle joint « images/piece-exemple.png » à « Dernières volontés écrites, ou demande de crémation de la famille »
    Et elle appuie sur « Continuer »
    Et elle coche « J’atteste que ces renseignements sont exacts et que la famille m’a donné pouvoir. »
    Et elle appuie sur « Continuer »
    Alors elle voit « Crématorium d’exemple »
    Quand elle appuie sur « Envoyer »
    Alors elle voit « Ce que vous avez envoyé »

  Scénario: Une date de décès impossible est expliquée, sans JavaScript, et rien n’est perdu
    Étant donné « Nadia », entreprise de « Pompes funèbres du Port (exemple) »
    Quand elle désactive JavaScript
    Et elle ouvre « Demander un acte »
    Et elle appuie sur « Commencer »
    Et elle remplit « Demander un acte » avec
      | Numéro SIRET                                          | 000 000 000 00000        |
      | Numéro d’habilitation funéraire                       | 26-33-0000               |
      | Son téléphone                                         | 05 00 00 00 00           |
      | De quoi avez-vous besoin ?                            | Copies de l’acte de décès |
      | Combien de copies de l’acte ?                         | 30                       |
    Et elle appuie sur « Continuer »
    Alors elle voit « Demandez de 1 à 20 copies. »
    Et la page n’a aucun défaut d’accessibilité
    Quand elle remplit « Demander un acte » avec
      | Combien de copies de l’acte ?                         | 2                        |
      | Nom de naissance                                      | Témoin                   |
      | Prénoms                                               | Lucien                   |
      | Date de naissance                                     | 4/5/1940                 |
      | Lieu de naissance                                     | Arcachon                 |
      | Date du décès                                         | 3/5/1940                 |
      | Lieu du décès                                         | Domicile                 |
      | Adresse ou nom de l’établissement                     | 1 rue de l’Exemple       |
    Et elle appuie sur « Continuer »
    Alors elle voit « vérifiez les deux dates »
    Et le champ « Adresse ou nom de l’établissement » contient « 1 rue de l’Exemple »

  Scénario: La demande en facile à lire, au clavier, sur un petit écran
    Étant donné « Bruno », entreprise de « Maison Alba (exemple) »
    Quand il est sur un téléphone
    Et il choisit le facile à lire
    Et il ouvre « Demander un acte »
    Et il n’utilise que le clavier
    Et il appuie sur « Commencer »
    Alors il voit « Qui s’occupe de cette demande ? »
    Et la page n’a aucun défaut d’accessibilité
    Et la page ne déborde pas

  Scénario: Un visiteur lit quelles pièces joindre
    Étant donné un visiteur
    Quand il ouvre « Quelles pièces joindre »
    Et il filtre « Pour obtenir » par « Autorisation de crémation »
    Alors il voit « Autorisation du parquet »
    Mais il ne voit pas « Titre ou numéro de la concession »
