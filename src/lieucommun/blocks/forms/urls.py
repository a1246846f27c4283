"""Addresses of a page that asks a form."""

from django.urls import path

from .views import asking, checking, printing, rows, sharing, starting, tracking

urlpatterns = [
    path("", starting.index, name="index"),
    path("about/", starting.about, name="about"),
    path("prefill/", starting.schema, name="schema"),
    path("start/", starting.start, name="start"),
    path("link/<str:token>/", sharing.follow, name="link"),
    path("find/", tracking.find, name="find"),
    path("track/<str:token>/", tracking.track, name="track"),
    path("sent/<uuid:uuid>/link/", tracking.link, name="sent-link"),
    path("sent/<uuid:uuid>/write/", tracking.write, name="sent-write"),
    path("sent/<uuid:uuid>/document/<uuid:document>/", tracking.paper, name="sent-document"),
    path("sent/<uuid:uuid>/", checking.receipt, name="sent"),
    path("sent/<uuid:uuid>/paper/", printing.sent_paper, name="sent-paper"),
    path("sent/<uuid:uuid>/correct/", starting.correct, name="correct"),
    path("sent/<uuid:uuid>/again/", starting.again, name="again"),
    path("<uuid:uuid>/", starting.resume, name="draft"),
    path("<uuid:uuid>/check/", checking.check, name="check"),
    path("<uuid:uuid>/paper/", printing.draft_paper, name="paper"),
    path("<uuid:uuid>/later/", sharing.later, name="later"),
    path("<uuid:uuid>/share/", sharing.share, name="share"),
    path("<uuid:uuid>/delete/", starting.delete, name="delete"),
    path("<uuid:uuid>/file/<path:key>/", asking.file, name="file"),
    path("<uuid:uuid>/rows/<path:key>/", rows.rows, name="rows"),
    path("<uuid:uuid>/q/<path:key>/", asking.question, name="question"),
]
