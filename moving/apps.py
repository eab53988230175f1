"""Moving in and out: the archive, other systems' exports, spreadsheets, lists for aggregators."""

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy


class MovingConfig(AppConfig):
    name = "moving"
    verbose_name = gettext_lazy("Moving")
    readers_do_not_see = ("ImportedItem", "Move")

    def ready(self) -> None:
        from moving.old_homes import of_picture, of_site
        from publishing.addresses import leads_to

        leads_to(apps.get_model("pictures", "Picture"), of_picture)
        leads_to(apps.get_model("publishing", "SiteSettings"), of_site)
