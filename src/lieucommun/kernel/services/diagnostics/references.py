"""Codes of references: what a manifest names must exist."""

from .code import Code

REFERENCES: tuple[Code, ...] = (
    Code("LC060", "Le fichier « {found} » n’existe pas.", "The file “{found}” does not exist."),
    Code(
        "LC061", "Le chemin « {found} » sort du dossier.", "The path “{found}” leaves the folder."
    ),
    Code("LC070", "Le bloc « {found} » n’existe pas.", "The block “{found}” does not exist."),
)
