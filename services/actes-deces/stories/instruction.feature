# language: fr
Fonctionnalité: Instruire une demande et délivrer le document

  Scénario: L’état civil demande une correction, l’entreprise corrige, le document est délivré dans le même dossier
    Étant donné « Nadia », entreprise de « Pompes funèbres du Port (exemple) », et « Claire », état civil de « Mairie d’exemple »
    Quand Nadia ouvre « Demander un acte »
    Et elle appuie sur « Commencer »
    Et elle remplit « Demander un acte » avec
      | Numéro SIRET                                          | 000 000 000 00000        |
      | Numéro d’habilitation funéraire                       | 26-33-0000               |
      | Son téléphone                                         | 05 00 00 00 00           |
      | De quoi avez-vous besoin ?                            | Copies de l’acte de décès |
      | Combien de copies de l’acte ?                         | 2                        |
      | Nom de naissance                                      | Corrigé                  |
      | Prénoms                                               | Lucie                    |
      | Date de naissance                                     | 4/5/1940                 |
      | Lieu de naissance                                     | Arcachon                 |
      | Date du décès                                         | 20/11/2026               |
      | Lieu du décès                                         | Domicile                 |
      | Adresse ou nom de l’établissement                     | 1 rue de l’Exemple       |
    Et elle appuie sur « Continuer »
    Et elle coche « J’atteste que ces renseignements sont exacts et que la famille m’a donné pouvoir. »
    Et elle appuie sur « Continuer »
    Et elle appuie sur « Envoyer »
    Alors elle voit « Ce que vous avez envoyé »
    Quand Claire ouvre « Dossiers »
    Et elle ouvre « Corrigé Lucie »
    Et elle appuie sur « Prendre en charge »
    Et elle appuie sur « Demander une pièce ou une correction »
    Et elle remplit « Motif » avec « Le prénom ne correspond pas au registre. »
    Et elle coche « Prénoms »
    Et elle appuie sur « Demander une pièce ou une correction »
    Alors elle voit « À compléter »
    Quand Nadia ouvre « Dossiers »
    Et elle ouvre « Corrigé Lucie »
    Alors elle voit « Le prénom ne correspond pas au registre. »
    Et elle voit « Prénoms »
    Quand elle appuie sur « Corriger mes réponses »
    Et elle suit « Prénoms »
    Et elle remplit « Prénoms » avec « Lucienne »
    Et elle appuie sur « Continuer »
    Et elle appuie sur « Envoyer »
    Alors elle voit « Vos réponses sont corrigées. »
    Et elle voit « Corrigé Lucienne »
    Quand elle appuie sur « Renvoyer la demande complétée »
    Alors elle voit « En cours d’instruction »
    Quand Claire ouvre « Dossiers »
    Et elle ouvre « Corrigé Lucienne »
    Et elle appuie sur « Délivrer les copies de l’acte »
    Et elle appuie sur « Tout est délivré »
    Et elle appuie sur « Tout est délivré »
    Alors elle voit « Délivrée »
    Et la page n’a aucun défaut d’accessibilité
    Quand Nadia ouvre « Dossiers »
    Et elle ouvre « Corrigé Lucienne »
    Alors elle voit « Documents délivrés »
    Et elle voit « Copie de l’acte de décès »
    Et la page n’a aucun défaut d’accessibilité
    Quand elle télécharge « Copie de l’acte de décès »

  Scénario: Une note reste dans l’équipe, un message arrive à l’entreprise, sans JavaScript et sur un petit écran
    Étant donné « Bruno », entreprise de « Maison Alba (exemple) », et « Claire », état civil de « Mairie d’exemple »
    Quand Claire désactive JavaScript
    Et elle est sur un téléphone
    Et elle ouvre « Dossiers »
    Et elle ouvre « Modèle André »
    Et elle remplit « Votre message ou votre note » avec « Vérifier la concession. »
    Et elle appuie sur « Garder comme note de l’équipe »
    Et elle remplit « Votre message ou votre note » avec « Nous préparons vos copies. »
    Et elle appuie sur « Envoyer au demandeur »
    Alors elle voit « Vérifier la concession. »
    Et la page n’a aucun défaut d’accessibilité
    Et la page ne déborde pas
    Quand Bruno ouvre « Dossiers »
    Et il ouvre « Modèle André »
    Alors il voit « Nous préparons vos copies. »
    Mais il ne voit pas « Vérifier la concession. »

  Scénario: L’avis du cimetière est demandé puis donné, au clavier
    Étant donné « Claire », état civil de « Mairie d’exemple », et « Sam », cimetières de « Mairie d’exemple »
    Quand Claire ouvre « Dossiers »
    Et elle ouvre « Modèle André »
    Et elle n’utilise que le clavier
    Et elle appuie sur « Demander : Place au cimetière »
    Et elle coche « Sam »
    Et elle remplit « Ce que vous voulez savoir » avec « Reste-t-il une place ? »
    Et elle appuie sur « Demander cet avis »
    Alors elle voit « Attendu jusqu’au »
    Quand Sam ouvre « Dossiers »
    Et il ouvre « Modèle André »
    Et il appuie sur « Donner mon avis »
    Alors il voit « Reste-t-il une place ? »
    Quand il choisit « Favorable, avec réserves »
    Et il remplit « Pourquoi » avec « Une seule place, allée 4. »
    Et il appuie sur « Donner cet avis »
    Et Claire ouvre « Dossiers »
    Et elle ouvre « Modèle André »
    Alors elle voit « Une seule place, allée 4. »
