"""One small class per type of field."""

from .base import Cell, Choice, Field, Json
from .choosing import ChoiceField, ChoicesField, OrganisationField, ReferenceField, TerritoryField
from .files import FileField
from .numbers import BooleanField, DecimalField, IntegerField, MoneyField, YearField
from .places import AreaField, PointField
from .texts import (
    EmailField,
    HoursField,
    ListField,
    LongTextField,
    PhoneField,
    SirenField,
    SiretField,
    TextField,
    UrlField,
)
from .times import DateField, DateTimeField, TimeField

TYPES: dict[str, type[Field]] = {
    "text": TextField,
    "longtext": LongTextField,
    "integer": IntegerField,
    "decimal": DecimalField,
    "money": MoneyField,
    "date": DateField,
    "datetime": DateTimeField,
    "time": TimeField,
    "year": YearField,
    "boolean": BooleanField,
    "choice": ChoiceField,
    "choices": ChoicesField,
    "territory": TerritoryField,
    "point": PointField,
    "area": AreaField,
    "file": FileField,
    "image": FileField,
    "audio": FileField,
    "phone": PhoneField,
    "email": EmailField,
    "url": UrlField,
    "siren": SirenField,
    "siret": SiretField,
    "hours": HoursField,
    "reference": ReferenceField,
    "organisation": OrganisationField,
    "list": ListField,
}

__all__ = ["TYPES", "Cell", "Choice", "Field", "FileField", "Json", "PointField"]
