"""One saved trailer's facts, wherever they are edited."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.desk.moments import MomentField
from reviews.desk.ordered import OrderedForm
from reviews.models.trailer import Trailer


class TrailerFactsForm(OrderedForm):
    """`shown_from` with its zone; emptied it means now."""

    shown_from = MomentField(label=_("Shown from"))

    class Meta:
        model = Trailer
        fields = forms.ALL_FIELDS

    def clean_shown_from(self) -> datetime:
        return self.cleaned_data["shown_from"] or timezone.now()
