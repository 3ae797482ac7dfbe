"""Phòng, trung tâm: the departments below a unit."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.clock import now, today
from motcua.boards.people.access import tabs
from motcua.boards.people.forms import DepartmentForm
from motcua.boards.people.roster import at_work
from motcua.catalogue.departments import add_department, departments
from motcua.catalogue.units import UnitError
from motcua.catalogue.writing import writing
from motcua.people.audit import UNIT_ADDED, Subject, record
from motcua.people.policies import MANAGE_PEOPLE


@unit_page(MANAGE_PEOPLE)
def page(request: UnitRequest) -> HttpResponse:
    """The departments and how many work there; posted, another one is added."""
    form = DepartmentForm(request.POST or None, initial={"since": today()})
    if request.method == "POST" and form.is_valid():
        try:
            _add(request, form)
            messages.success(request, _("The department has been added."))
            return redirect("people-departments", request.unit.pk)
        except UnitError as error:
            form.add_error(None, str(error))
    lines = [
        {
            "unit": unit,
            "codes": ", ".join(unit.codes.order_by("pk").values_list("code", flat=True)),
            "since": unit.parents.order_by("-since").values_list("since", flat=True).first(),
            "people": len(at_work([unit], today())),
        }
        for unit in departments(request.unit, today())
    ]
    context = {"lines": lines, "form": form, "tabs": tabs("people-departments")}
    return render(request, "people/departments.html", context, status=422 if form.errors else 200)


@writing()
def _add(request: UnitRequest, form: DepartmentForm) -> None:
    told = form.cleaned_data
    made = add_department(request.unit, told["name"], told["since"], told["code"])
    record(request.unit.pk, request.user.pk, UNIT_ADDED, Subject("unit", made.pk), now())
