"""Addresses of a queue of cases."""

from django.urls import path

from .views import case, opinions, queue, steps, together

urlpatterns = [
    path("", queue.queue, name="index"),
    path("-/together/", together.together, name="together"),
    path("-/keep/", queue.keep, name="keep"),
    path("-/forget/<uuid:uuid>/", queue.forget, name="forget"),
    path("<str:key>/", case.case, name="sheet"),
    path("<str:key>/do/<str:transition>/", steps.step, name="step"),
    path("<str:key>/follow/", case.follow, name="follow"),
    path("<str:key>/write/", case.write, name="write"),
    path("<str:key>/ask/<str:opinion>/", opinions.ask, name="ask"),
    path("<str:key>/opinion/<uuid:uuid>/", opinions.give, name="give"),
    path("<str:key>/opinion/<uuid:uuid>/withdraw/", opinions.withdraw, name="withdraw"),
]
