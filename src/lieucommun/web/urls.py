"""Root of the URLs of a place."""

from django.urls import URLPattern, URLResolver, include, path, register_converter
from django.urls.converters import PathConverter

from .openrosa import entry as devices
from .views import (
    about,
    api,
    documents,
    field_app,
    folder,
    health,
    home,
    programs,
    search,
    service,
    trial,
)
from .views.bundle import files_of_record
from .views.files import download as download_file
from .views.joining import accepting, answering, taking
from .views.manage import files, index, jobs, journal, mine, retention, webhooks
from .views.manage.devices import listing as devices_listed
from .views.manage.devices import received
from .views.manage.imports import listing as imports
from .views.manage.imports import one as an_import
from .views.manage.imports import undo as taking_back
from .views.me import data, exports, letters, overview, preferences
from .views.people import everyone, someone
from .views.people.urls import people_at
from .views.tokens import mine as my_tokens
from .views.tokens import of_service as tokens


class RestConverter(PathConverter):
    """What follows a service's slug; segments starting with `_` belong to the place."""

    regex = r"(?!_).+"


class CallConverter(PathConverter):
    """What a program asks of the API: any octets, ends of line too, unlike those of a path."""

    regex = r"(?s:.+)"


register_converter(RestConverter, "rest")
register_converter(CallConverter, "call")

handler400 = "lieucommun.web.views.stopped.bad_request"
handler404 = "lieucommun.web.views.failures.not_found"
handler403 = "lieucommun.web.views.failures.forbidden"
handler500 = "lieucommun.web.views.failures.failed"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("services/", home.services, name="services"),
    path("search/", search.search, name="search"),
    path("healthz", health.healthz, name="healthz"),
    path("", include("lieucommun.web.views.sign_in.urls")),
    path("me/security/", include("lieucommun.web.views.security.urls")),
    path("about/<slug:name>/", about.about, name="about"),
    path("design/", include("lieucommun.design.urls")),
    path("place/", index.place, name="place"),
    path("place/people/", everyone.place_people, name="place-people"),
    path("place/people/<uuid:uuid>/", someone.place_person, name="place-person"),
    path("place/people/<uuid:uuid>/close/", someone.place_close, name="place-person-close"),
    path("place/jobs/", jobs.place_jobs, name="place-jobs"),
    path("s/<slug:slug>/_trial/", trial.two_tablets, name="field-trial"),
    path("s/<slug:slug>/_app/", field_app.shell, name="field-app"),
    path("s/<slug:slug>/_app/sw.js", field_app.worker, name="field-app-worker"),
    path(
        "s/<slug:slug>/_app/manifest.webmanifest",
        field_app.web_manifest,
        name="field-app-manifest",
    ),
    path("key/<str:key>/s/<slug:slug>/", devices.by_key, name="device-key"),
    path("key/<str:key>/s/<slug:slug>/<call:rest>", devices.by_key, name="device-key-rest"),
    path("s/<slug:slug>/_openrosa/", devices.by_header, name="device"),
    path("s/<slug:slug>/_openrosa/<call:rest>", devices.by_header, name="device-rest"),
    path("api/", programs.api_page, name="api-page"),
    path("api/<call:rest>", api.api, name="api"),
    path("place/journal/", journal.place_journal, name="place-journal"),
    path("me/journal/", mine.my_journal, name="me-journal"),
    path("place/retention/", retention.place_retention, name="place-retention"),
    path("verify/", documents.verify, name="verify"),
    path("documents/<uuid:uuid>/", documents.download, name="document"),
    path("files/<str:token>", download_file, name="file"),
    path("s/<slug:slug>/", service.service_page, name="service-home"),
    path("s/<slug:slug>/_manage/", index.service, name="manage"),
    path("s/<slug:slug>/_manage/files/", files.service_files, name="manage-files"),
    path("s/<slug:slug>/_manage/jobs/", jobs.service_jobs, name="manage-jobs"),
    path("s/<slug:slug>/_manage/journal/", journal.service_journal, name="manage-journal"),
    path("s/<slug:slug>/_manage/webhooks/", webhooks.webhooks, name="manage-webhooks"),
    path("s/<slug:slug>/_manage/webhooks/<slug:hook>/", webhooks.webhook, name="manage-webhook"),
    path("s/<slug:slug>/_manage/tokens/", tokens.listing, name="manage-tokens"),
    path("s/<slug:slug>/_manage/tokens/new/", tokens.new, name="manage-token-new"),
    path(
        "s/<slug:slug>/_manage/tokens/<uuid:uuid>/revoke/",
        tokens.revoke,
        name="manage-token-revoke",
    ),
    path("s/<slug:slug>/_manage/devices/", devices_listed.listing, name="manage-devices"),
    path(
        "s/<slug:slug>/_manage/devices/<uuid:uuid>/end/",
        devices_listed.revoke,
        name="manage-device-end",
    ),
    path("s/<slug:slug>/_manage/received/", received.listing, name="manage-received"),
    path("s/<slug:slug>/_manage/received/<uuid:uuid>/", received.one, name="manage-received-one"),
    path("s/<slug:slug>/_manage/retention/", retention.service_retention, name="manage-retention"),
    path("s/<slug:slug>/_manage/imports/", imports.listed, name="manage-imports"),
    path("s/<slug:slug>/_manage/imports/<uuid:uuid>/", an_import.one, name="manage-import"),
    path(
        "s/<slug:slug>/_manage/imports/<uuid:uuid>/rejects/",
        an_import.rejects,
        name="manage-import-rejects",
    ),
    path("s/<slug:slug>/_manage/imports/<int:number>/undo/", taking_back.undo, name="manage-undo"),
    path("s/<slug:slug>/_folder/", folder.folder, name="folder"),
    path("s/<slug:slug>/_folder/<path:path>", folder.file, name="folder-file"),
    path("s/<slug:slug>/_files/<path:path>", folder.raw, name="folder-raw"),
    path(
        "s/<slug:slug>/_records/<str:dataset>/<uuid:uuid>/files.zip",
        files_of_record,
        name="record-files",
    ),
    path("s/<slug:slug>/_join/", taking.join, name="join"),
    path("s/<slug:slug>/_join/requests/", answering.requests, name="join-requests"),
    path("s/<slug:slug>/_join/confirm/<str:token>/", taking.confirm, name="join-confirm"),
    path("s/<slug:slug>/_join/leave/<int:grant>/", taking.leave, name="join-leave"),
    path("s/<slug:slug>/_join/withdraw/<uuid:uuid>/", taking.withdraw, name="join-withdraw"),
    path("s/<slug:slug>/_join/take/<str:role>/", taking.ask, name="join-ask"),
    path("invitations/<str:token>/", accepting.invitation, name="invitation"),
    path("s/<slug:slug>/_manage/people/", include(people_at("manage"))),
    path("me/", overview.overview, name="me"),
    path("me/letters/", letters.letters, name="my-letters"),
    path("me/exports/", exports.exports, name="my-exports"),
    path("me/exports/<uuid:uuid>/", exports.download, name="my-export"),
    path("me/tokens/", my_tokens.listing, name="my-tokens"),
    path("me/tokens/new/", my_tokens.new, name="my-token-new"),
    path("me/tokens/<uuid:uuid>/revoke/", my_tokens.revoke, name="my-token-revoke"),
    path("me/data/", data.data, name="my-data"),
    path("me/data/export/", data.export, name="my-archive"),
    path("me/data/erase/", data.erase, name="my-erasure"),
    path("me/preferences/", preferences.preferences, name="my-preferences"),
    path("me/organisations/<slug:slug>/", include(people_at("organisation"))),
    path("s/<slug:slug>/<rest:rest>", service.service_page, name="service-page"),
]
