"""Addresses of an observatory."""

from django.urls import path

from . import views
from .following import views as following
from .tables import views as tables
from .territories import views as territories
from .territories.portraying import views as portraying
from .territories.watching import views as watching

urlpatterns = [
    path("", views.index, name="index"),
    path("suivi/", following.followings, name="followings"),
    path("suivi/<slug:indicator>/", following.followed, name="followed"),
    path("indicateurs/<slug:indicator>/", territories.indicator, name="indicator"),
    path("indicateurs/<slug:indicator>/cadre/", territories.frame, name="indicator-frame"),
    path("indicateurs/<slug:indicator>/carte.json", territories.zoom, name="indicator-zoom"),
    path("contours/<str:stamp>.pmtiles", territories.tiles, name="tiles"),
    path("comparer/", territories.compare, name="compare"),
    path("portraits/<slug:level>/", portraying.batch, name="batch"),
    path("territoires/<slug:level>/<slug:code>/", territories.territory, name="territory"),
    path("territoires/<slug:level>/<slug:code>/fil/", watching.feed, name="territory-feed"),
    path("territoires/<slug:level>/<slug:code>/suivre/", watching.follow, name="territory-follow"),
    path("donnees/", tables.catalogue, name="catalogue"),
    path("donnees/datapackage.json", tables.package, name="package"),
    path("donnees/catalogue.jsonld", tables.dcat, name="dcat"),
    path("donnees/<slug:table>/", tables.table, name="browsed"),
    path("donnees/<slug:table>/schema.json", tables.schema, name="browsed_schema"),
    path("donnees/<slug:table>/export.<slug:kind>", tables.file, name="browsed_file"),
    path("donnees/<slug:table>/garder/", tables.keep, name="browsed_kept"),
    path("donnees/<slug:table>/garder/<uuid:uuid>/", tables.forget, name="browsed_forgotten"),
]
