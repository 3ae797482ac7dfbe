"""Models and the two addresses of the yardstick: three rows written, sixty rows read."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import path
from ninja import NinjaAPI, Schema

from bench.yardstick import now


class Dossier(models.Model):
    """A dossier."""

    objects: ClassVar[Any] = models.Manager()

    code = models.CharField(max_length=40, unique=True)
    procedure = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    received_at = models.BigIntegerField()

    class Meta:
        app_label = "bare"


class Event(models.Model):
    """What happened to it."""

    objects: ClassVar[Any] = models.Manager()

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE)
    kind = models.CharField(max_length=40)
    at = models.BigIntegerField()
    body = models.JSONField()

    class Meta:
        app_label = "bare"


class Message(models.Model):
    """What another system is to be told."""

    objects: ClassVar[Any] = models.Manager()

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE)
    topic = models.CharField(max_length=40)
    body = models.JSONField()

    class Meta:
        app_label = "bare"


MODELS = (Dossier, Event, Message)


class DossierIn(Schema):
    """What is sent."""

    code: str
    procedure: str
    name: str


class DossierOut(Schema):
    """What is answered."""

    id: int
    code: str


api = NinjaAPI(docs_url=None)


@api.post("/dossiers", response={201: DossierOut})
def take_in(request: HttpRequest, body: DossierIn) -> tuple[int, Dossier]:
    """Write the three rows."""
    at = now()
    with transaction.atomic():
        made = Dossier.objects.create(
            code=body.code, procedure=body.procedure, name=body.name, received_at=at
        )
        Event.objects.create(dossier=made, kind="accepted", at=at, body=body.dict())
        Message.objects.create(dossier=made, topic="dossier", body={"id": made.pk, "code": made.code})
    return 201, made


class Listed(models.Model):
    """An own dossier of the system under measurement, as far as a list shows it."""

    objects: ClassVar[Any] = models.Manager()

    code = models.CharField(max_length=60)
    unit_id = models.BigIntegerField()
    state = models.SmallIntegerField()
    received_at = models.BigIntegerField()
    due_at = models.BigIntegerField()
    finished_at = models.BigIntegerField()

    class Meta:
        app_label = "bare"
        managed = False
        db_table = "dossiers_dossier"


ROWS = 60
_LIST = Template(
    "<table>{% for one in rows %}<tr><td>{{ one.pk }}</td><td>{{ one.code }}</td><td>{{ one.state }}</td>"
    "<td>{{ one.received_at }}</td><td>{{ one.due_at }}</td><td>{{ one.finished_at }}</td></tr>{% endfor %}</table>"
)


def listed(_request: HttpRequest, unit: int) -> HttpResponse:
    """Sixty dossiers of a unit as a table, by one statement: nobody asks who looks, nothing is put into words."""
    rows = Listed.objects.filter(unit_id=unit).order_by("-pk")[:ROWS]
    return HttpResponse(_LIST.render(Context({"rows": rows})))


urlpatterns = [path("list/<int:unit>", listed), path("", api.urls)]
