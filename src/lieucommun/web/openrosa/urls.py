"""Addresses under the base of a device."""

from django.urls import path

from . import entities, forms, rounds, submitting

urlpatterns = [
    path("formList", forms.form_list),
    path("forms/<slug:name>.xml", forms.form),
    path("forms/<slug:name>/manifest", forms.manifest),
    path("forms/<slug:name>/media/<str:file>", forms.media),
    path("forms/<slug:name>/entities/<slug:dataset>.csv", entities.entity_list),
    path("entities/<slug:dataset>/integrity", entities.integrity),
    path("submission", submitting.submission),
    path("round.json", rounds.round_),
    path("records/<slug:dataset>.json", entities.feed),
]
