"""Moving in and out: the archive, other systems' exports, spreadsheets, lists for aggregators."""

from django.apps import AppConfig, apps


class MovingConfig(AppConfig):
    name = "moving"
    readers_do_not_see = ("ImportedItem", "Move")

    def ready(self) -> None:
        from moving.old_homes import of_picture, of_site
        from publishing.addresses import leads_to

        leads_to(apps.get_model("pictures", "Picture"), of_picture)
        leads_to(apps.get_model("publishing", "SiteSettings"), of_site)
