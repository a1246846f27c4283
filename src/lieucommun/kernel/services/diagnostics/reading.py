"""Codes of reading: files, folders, archives, YAML."""

from .code import Code

READING = (
    Code(
        "LC001",
        "Ce dossier n’a pas de fichier service.yaml.",
        "This folder has no service.yaml file.",
    ),
    Code(
        "LC002",
        "Le fichier pèse {found} octets ; au plus {most} sont lus.",
        "The file weighs {found} bytes; at most {most} are read.",
    ),
    Code("LC003", "Le fichier n’est pas en UTF-8.", "The file is not in UTF-8."),
    Code(
        "LC004",
        "Le caractère invisible {found} n’est pas permis.",
        "The invisible character {found} is not allowed.",
    ),
    Code(
        "LC005", "Ce n’est pas du YAML lisible : {detail}.", "This is not readable YAML: {detail}."
    ),
    Code(
        "LC006",
        "Les renvois YAML (« *{found} ») ne sont pas lus.",
        "YAML aliases (“*{found}”) are not read.",
    ),
    Code(
        "LC007",
        "Les ancres YAML (« &{found} ») ne sont pas lues.",
        "YAML anchors (“&{found}”) are not read.",
    ),
    Code(
        "LC008",
        "Les étiquettes YAML (« {found} ») ne sont pas lues.",
        "YAML tags (“{found}”) are not read.",
    ),
    Code(
        "LC009",
        "La clé « {found} » est déjà écrite ligne {line}.",
        "The key “{found}” is already written on line {line}.",
    ),
    Code("LC010", "Un seul document YAML par fichier.", "Only one YAML document per file."),
    Code("LC011", "Plus de {found} niveaux imbriqués.", "More than {found} nested levels."),
    Code(
        "LC012", "Plus de {found} valeurs dans un fichier.", "More than {found} values in a file."
    ),
    Code("LC013", "Une clé doit être un mot.", "A key must be a word."),
    Code("LC014", "Le fichier est vide.", "The file is empty."),
    Code("LC015", "Le lien « {found} » sort du dossier.", "The link “{found}” leaves the folder."),
    Code(
        "LC016", "Plus de {most} fichiers dans le dossier.", "More than {most} files in the folder."
    ),
    Code(
        "LC017",
        "Le dossier pèse plus de {most} octets.",
        "The folder weighs more than {most} bytes.",
    ),
    Code(
        "LC018",
        "Le nom de fichier « {found} » ne peut pas servir partout.",
        "The file name “{found}” cannot be used everywhere.",
    ),
    Code(
        "LC019", "L’archive n’est pas lisible : {detail}.", "The archive cannot be read: {detail}."
    ),
)
