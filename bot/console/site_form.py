"""The form of a site: who it is, where it may stand, how it looks, what it says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import DateField, RadioField, SelectField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from bot.catalogue.models.sites import Site
from bot.catalogue.queries import sites
from bot.console.correcting import Marked
from bot.console.fields import AUDIENCES, text
from bot.console.forms import tidy
from bot.console.kit import ENOUGH, contrast
from bot.french.gazetteer import load_gazetteer

_MOST_LINES = 20


_PLAIN = (
    "name", "territory", "audience", "position", "greeting", "opening_hours", "campaign_name", "campaign_starts",
    "campaign_ends", "controller", "dpo_contact", "legal_basis",
)  # fmt: skip


def _lines(value: str | None) -> list[str]:
    return [line.strip() for line in (value or "").splitlines() if line.strip()]


def _area(label: str, most: int, **options: Any) -> TextAreaField:
    return TextAreaField(label, [Optional(), Length(max=most)], filters=[tidy], **options)


class SiteForm(Marked):
    """Everything that is told of a site."""

    name = text("Nom de l'organisme", 200, InputRequired())
    origins = TextAreaField(
        "Pages autorisées",
        [InputRequired(), Length(max=4000)],
        filters=[tidy],
        description="Une adresse par ligne, comme https://www.exemple.fr : seules ces pages peuvent afficher l'assistant.",
    )
    territory = text(
        "Territoire",
        100,
        description="Le code d'un département (05), d'une région (93) ou d'un EPCI (neuf chiffres).",
    )
    audience = SelectField("Public", choices={"": "Tout le monde", **AUDIENCES})
    colour = text(
        "Couleur",
        7,
        description="Comme #0b4a9e ; du texte blanc doit s'y lire. Vide : la couleur habituelle.",
    )
    position = RadioField(
        "Côté du bouton", choices={"right": "À droite", "left": "À gauche"}, default="right"
    )
    greeting = _area("Phrase d'accueil", 500)
    suggestions = _area("Questions proposées", 1000, description="Une par ligne, six au plus.")
    opening_hours = _area("Horaires de l'équipe", 500)
    campaign_name = text("Nom de la campagne", 200, description="Comme « Semaine des métiers du soin ».")
    campaign_starts = DateField("Premier jour de la campagne", [Optional()])
    campaign_ends = DateField("Dernier jour de la campagne", [Optional()])
    controller = _area("Responsable du traitement des données", 500)
    dpo_contact = _area("Contact du délégué à la protection des données", 500)
    legal_basis = _area(
        "Base légale", 500, description="Comme : mission d'intérêt public (RGPD, article 6.1.e)."
    )

    def validate_origins(self, field: Any) -> None:
        """Addresses, each of them an origin."""
        found = _lines(field.data)
        if len(found) > _MOST_LINES:
            raise ValidationError(f"{_MOST_LINES} adresses au plus.")
        for line in found:
            try:
                sites.origin_of(line)
            except ValueError as error:
                raise ValidationError(str(error)) from None

    def validate_territory(self, field: Any) -> None:
        """A code that exists."""
        code, places = field.data or "", load_gazetteer()
        if code and not (places.department(code) or places.region(code) or places.epci(code)):
            raise ValidationError("Aucun département, région ou EPCI n'a ce code.")

    def validate_colour(self, field: Any) -> None:
        """A colour on which white can be read."""
        if not field.data:
            return
        try:
            ratio = contrast(sites.colour_of(field.data))
        except ValueError as error:
            raise ValidationError(str(error)) from None
        if ratio < ENOUGH:
            told = f"{ratio:.1f}".replace(".", ",")
            raise ValidationError(f"Trop claire : contraste {told} avec le blanc, il en faut 4,5. Foncez-la.")

    def validate_suggestions(self, field: Any) -> None:
        """Six at most, short enough for a button."""
        found = _lines(field.data)
        if len(found) > 6 or any(len(line) > 120 for line in found):
            raise ValidationError("Six questions au plus, de 120 caractères au plus.")

    def validate_campaign_ends(self, field: Any) -> None:
        """Days in order."""
        if field.data and self.campaign_starts.data and field.data < self.campaign_starts.data:
            raise ValidationError("Le dernier jour vient avant le premier.")

    def said(self) -> dict[str, Any]:
        """What the form says, in the words of `told_of`."""
        return {**self.values("seen"), "audience": self.audience.data or None}


def write(site: Site, said: Mapping[str, Any]) -> None:
    """Put what was said in a site."""
    for name in _PLAIN:
        setattr(site, name, said[name])
    site.origins = list(dict.fromkeys(sites.origin_of(line) for line in _lines(said["origins"])))
    site.suggestions = _lines(said["suggestions"])
    site.colours = {"accent": sites.colour_of(said["colour"])} if said["colour"] else {}


def told_of(site: Site) -> dict[str, Any]:
    """What a site holds, in the form's words."""
    return {
        **{name: getattr(site, name) for name in _PLAIN},
        "origins": "\n".join(site.origins),
        "suggestions": "\n".join(site.suggestions),
        "colour": site.colours.get("accent"),
    }
