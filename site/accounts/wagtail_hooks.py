from wagtail import hooks

from .admin_organisations import OrganisationViewSet
from .admin_users import EraseBulkAction

# Takes the place of Wagtail's own, which would leave the name on certificates and in mails.
hooks.register("register_bulk_action", EraseBulkAction)


@hooks.register("register_admin_viewset")
def organisations() -> OrganisationViewSet:
    return OrganisationViewSet("organisaties")
