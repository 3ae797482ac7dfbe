"""What is typed on the pages of people, checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.boards.people.words import DELEGATED
from motcua.catalogue.models import Field, Procedure, Unit
from motcua.people.accounts import Post
from motcua.people.models import Delegation, Role, SigningAuthority, User

if TYPE_CHECKING:
    _UserForm = forms.ModelForm[User]
else:
    _UserForm = forms.ModelForm

_PHONE = re.compile(r"\+?[0-9][0-9 .]{7,18}")
NOTHING = [("", "–")]


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day as browsers send it."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def ground_field(*, required: bool = True) -> forms.CharField:
    """The document that something rests on."""
    return forms.CharField(
        label=gettext_lazy("Ground"),
        help_text=gettext_lazy("Number and day of the document, such as 12/QĐ-UBND, 01/6/2026."),
        max_length=300,
        required=required,
    )


class PostForm(forms.Form):
    """A role in the unit or one of its departments, for a time."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=[*NOTHING, *Role.choices])
    place = forms.ChoiceField(label=gettext_lazy("Unit"))
    since = day_field(gettext_lazy("From day"))
    until = day_field(
        gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Leave empty where there is no end.")
    )
    ground = ground_field()

    def __init__(self, units: Sequence[Unit], today: date, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._units = {str(unit.pk): unit for unit in units}
        choose(self, "place", [(str(unit.pk), unit.name) for unit in units])
        self.fields["since"].initial = today
        self.fields["place"].initial = str(units[0].pk)

    def post(self) -> Post:
        """What was typed; only of a form that is valid."""
        told = self.cleaned_data
        return Post(self._units[told["place"]], told["role"], told["since"], told["until"], told["ground"])


class NewAccountForm(PostForm):
    """A new account and its first role."""

    full_name = forms.CharField(label=gettext_lazy("Full name"), max_length=200)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, required=False)
    username = forms.RegexField(
        r"^[\w.@+-]+\Z",
        label=gettext_lazy("User name"),
        help_text=gettext_lazy("Letters without blanks, digits, dots; it cannot be changed later."),
        max_length=150,
        error_messages={"invalid": gettext_lazy("Only letters, digits and . _ - @ +, without blanks.")},
    )
    field_order = ("full_name", "title", "username", "role", "place", "since", "until", "ground")


class KnownAccountForm(PostForm):
    """A role for somebody who has an account already."""

    username = forms.CharField(
        label=gettext_lazy("User name"),
        max_length=150,
        help_text=gettext_lazy("As the person types it to sign in."),
    )
    field_order = ("username", "role", "place", "since", "until", "ground")

    def clean_username(self) -> str:
        """The account itself is in `found` afterwards."""
        typed = str(self.cleaned_data["username"]).strip()
        self.found = User.objects.filter(username=typed).first()
        if self.found is None:
            raise forms.ValidationError(_("There is no account of that name."))
        return typed


class EndForm(forms.Form):
    """The last day of something, and why."""

    last = day_field(gettext_lazy("Last day"))
    ground = ground_field()


class LeaveForm(EndForm):
    """The end of a post, with whoever takes over."""

    to = forms.ChoiceField(label=gettext_lazy("Who takes over"), required=False)
    field_order = ("last", "to", "ground")


class DelegationForm(forms.Form):
    """Who delegates what to whom."""

    giver = forms.ChoiceField(label=gettext_lazy("Who delegates"))
    taker = forms.ChoiceField(label=gettext_lazy("To whom"))
    place = forms.ChoiceField(label=gettext_lazy("Unit"))
    rights = forms.MultipleChoiceField(
        label=gettext_lazy("What is delegated"),
        choices=DELEGATED,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Seeing the unit's dossiers comes with it."),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Or all that a role does"), choices=[*NOTHING, *Role.choices], required=False
    )
    form = forms.ChoiceField(label=gettext_lazy("Signed as"), choices=Delegation.Form.choices)
    since = day_field(gettext_lazy("From day"))
    until = day_field(gettext_lazy("Last day"))
    ground = ground_field()

    def clean(self) -> dict[str, Any]:
        """Either some rights or a role."""
        told = super().clean() or {}
        if bool(told.get("rights")) == bool(told.get("role")):
            self.add_error("rights", _("Tick what is delegated, or choose a role; not both."))
        return told


class SigningForm(forms.Form):
    """Who signs what."""

    user = forms.ChoiceField(label=gettext_lazy("Who signs"))
    place = forms.ChoiceField(label=gettext_lazy("Unit"))
    decision = forms.ChoiceField(
        label=gettext_lazy("Which document"), choices=SigningAuthority.Decision.choices
    )
    field = forms.ChoiceField(label=gettext_lazy("Field"), required=False)
    procedure = forms.CharField(
        label=gettext_lazy("Code of the procedure"),
        required=False,
        help_text=gettext_lazy("Only where it is for one procedure, such as 2.000815."),
    )
    form = forms.CharField(
        label=gettext_lazy("Above the signature"),
        max_length=100,
        help_text=gettext_lazy("Such as CHỦ TỊCH, KT. CHỦ TỊCH or TUQ. CHỦ TỊCH."),
        widget=forms.TextInput(attrs={"list": "signing-forms"}),
    )
    since = day_field(gettext_lazy("From day"))
    until = day_field(
        gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Leave empty where there is no end.")
    )
    ground = ground_field(required=False)

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        fields = Field.objects.order_by("name").values_list("pk", "name")
        choose(self, "field", [("", _("All fields")), *((str(key), name) for key, name in fields)])

    def clean_procedure(self) -> Procedure | None:
        """The procedure with the code that was typed."""
        code = str(self.cleaned_data.get("procedure") or "").strip()
        found = Procedure.objects.filter(code=code).first()
        if code and found is None:
            raise forms.ValidationError(_("The catalogue has no procedure of that code."))
        return found

    def clean(self) -> dict[str, Any]:
        """A field or a procedure."""
        told = super().clean() or {}
        if told.get("field") and told.get("procedure"):
            self.add_error("field", _("The procedure has its field: leave one of the two empty."))
        return told


class DepartmentForm(forms.Form):
    """A new department."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=300)
    since = day_field(gettext_lazy("From day"))
    code = forms.CharField(
        label=gettext_lazy("Identifier"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("The official identifier, where there is one; else one is made."),
    )


class ProfileForm(_UserForm):
    """What a person keeps of himself."""

    class Meta:
        model = User
        fields = ("full_name", "title", "phone", "email", "by_email", "by_sms")
        labels = {
            "full_name": gettext_lazy("Full name"),
            "title": gettext_lazy("Title"),
            "phone": gettext_lazy("Telephone"),
            "email": gettext_lazy("E-mail"),
            "by_email": gettext_lazy("Send me work notices by e-mail"),
            "by_sms": gettext_lazy("Send me work notices by text message"),
        }
        help_texts = {"title": gettext_lazy("As it stands below a signature."), "by_email": "", "by_sms": ""}

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["full_name"].required = True

    def clean_phone(self) -> str:
        """A telephone number, digits with blanks or dots."""
        phone = str(self.cleaned_data.get("phone") or "").strip()
        if phone and not _PHONE.fullmatch(phone):
            raise forms.ValidationError(_("Write a telephone number, such as 0912 345 678."))
        return phone

    def clean(self) -> dict[str, Any]:
        """A channel needs its address."""
        told = super().clean() or {}
        if told.get("by_email") and not told.get("email"):
            self.add_error("email", _("Notices by e-mail need an address."))
        if told.get("by_sms") and not told.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Notices by text message need a telephone number."))
        return told


def choose(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    """What a field of choices offers."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


def choose_people(form: forms.Form, people: Sequence[User], *names: str, nobody: Any = None) -> None:
    """Fields of a form that offer persons."""
    offered = [(str(user.pk), _named(user)) for user in people]
    first = [("", nobody)] if nobody is not None else NOTHING
    for name in names:
        choose(form, name, [*first, *offered])


def _named(user: User) -> str:
    return f"{user.get_full_name()} ({user.title})" if user.title else user.get_full_name()
