"""Gathers the models for Django; our own code imports from the file that holds the name."""

import publishing.models.audit_entry
import publishing.models.erasure
import publishing.models.generation
import publishing.models.invitation
import publishing.models.kept_form
import publishing.models.merged
import publishing.models.notice
import publishing.models.old_address
import publishing.models.preferences
import publishing.models.sign_in_attempt
import publishing.models.site_settings
import publishing.models.text_page  # noqa: F401
