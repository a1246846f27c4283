"""The manifest of a service as closed, typed models; the specification is their sum."""

from .access import SCOPES, Outside, Rule, Scope
from .acts import Document, Form, Measure, Message
from .base import (
    BUILT_IN_ROLES,
    Closed,
    DatasetName,
    Duration,
    FieldName,
    FilePath,
    Flag,
    FormName,
    IndicatorName,
    Metres,
    Name,
    OneOrMany,
    PortraitName,
    Refers,
    RoleName,
    Roles,
    StateName,
    TableName,
    ViewName,
    Whole,
    said,
)
from .datasets import Dataset, Freshness, Seed
from .fields import FIELD_TYPES, Choices, Field
from .figures import Column, Source, Table
from .indicators import Indicator, Portrait
from .pages import Page, PageSettings, PlannedPage
from .service import Join, Manifest, Migration, Origin, Privacy, Retention, Role
from .webhooks import Webhook
from .workflow import Effect, Opinion, State, Timer, Transition, Workflow

__all__ = [
    "BUILT_IN_ROLES", "FIELD_TYPES", "SCOPES", "Choices", "Closed", "Column", "Dataset",
    "DatasetName", "Document", "Duration", "Effect", "Field", "FieldName", "FilePath", "Flag",
    "Form", "FormName", "Freshness", "Indicator", "IndicatorName", "Join", "Manifest", "Measure",
    "Message", "Metres", "Migration", "Name", "OneOrMany", "Opinion", "Origin", "Outside", "Page",
    "PageSettings", "PlannedPage", "Portrait", "PortraitName", "Privacy", "Refers", "Retention",
    "Role", "RoleName", "Roles", "Rule", "Scope", "Seed", "Source", "State", "StateName", "Table",
    "TableName", "Timer", "Transition", "ViewName", "Webhook", "Whole", "Workflow",
    "said",
]  # fmt: skip
