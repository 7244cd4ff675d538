"""Addresses of the directory and its map."""

from django.urls import path

from projects.views import (
    area,
    home,
    map,
    organisation,
    pages,
    project,
    project_list,
    report,
    resource_list,
    review,
    submission,
    submission_edit,
    submit,
    suggest,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("projects/", project_list.project_list, name="project_list"),
    path("projects/<entry:slug>/", project.project, name="project"),
    path("projects/<entry:slug>/suggest/", suggest.suggest, name="suggest"),
    path("projects/<entry:slug>/report/", report.report, name="report"),
    path("map/", map.map_page, name="map"),
    path("map/tiles/<int:z>/<int:x>/<int:y>.json", map.tile, name="tile"),
    path("map/areas.json", map.areas, name="map_areas"),
    path("organisations/", organisation.organisation_list, name="organisation_list"),
    path("organisations/<entry:slug>/", organisation.organisation, name="organisation"),
    path("areas/<entry:slug>/", area.area, name="area"),
    path("submit/", submit.submit, name="submit"),
    path("submit/alike/", submit.alike, name="submit_alike"),
    path("submit/sent/", submit.submitted, name="submitted"),
    path("submissions/<token:token>/", submission.submission, name="submission"),
    path("submissions/<token:token>/edit/", submission_edit.edit, name="submission_edit"),
    path("reviews/<token:token>/", review.review, name="review"),
    path("about/", pages.about, name="about"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("resources/", resource_list.resource_list, name="resource_list"),
]
