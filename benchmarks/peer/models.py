"""A structure as a row with columns and indexes, its themes in a table beside."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Structure(models.Model):
    """One row of the list. `name_key` is the folded name: the order of the list is ours."""

    objects: ClassVar[models.Manager["Structure"]] = models.Manager()
    themes: "RelatedManager[StructureTheme]"
    slug = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200)
    text = models.TextField()
    kind = models.CharField(max_length=40, db_index=True)
    departement = models.CharField(max_length=24, db_index=True)
    commune = models.CharField(max_length=24)
    year = models.PositiveIntegerField()

    class Meta:
        app_label = "peer"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["name_key", "id"], name="peer_order")
        ]

    def __str__(self) -> str:
        return self.name


class StructureTheme(models.Model):
    """One theme of a structure."""

    objects: ClassVar[models.Manager["StructureTheme"]] = models.Manager()
    structure = models.ForeignKey(Structure, models.CASCADE, related_name="themes")
    theme = models.CharField(max_length=40)

    class Meta:
        app_label = "peer"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["theme", "structure"], name="peer_theme")
        ]

    def __str__(self) -> str:
        return self.theme
