"""What can be accounted for. Each name reads subject, then deed.

Source of the six kinds of deed: Data Protection Act 2018 s 62: collection, alteration, consultation,
disclosure, combination, erasure.
"""

from enum import StrEnum


class Event(StrEnum):
    # collection
    DELIVERY_KEPT = "delivery_kept"
    DELIVERY_REPEATED = "delivery_repeated"
    DELIVERY_NOT_KEPT = "delivery_not_kept"
    REPORT_READ_IN = "report_read_in"
    REPORT_NUMBERED = "report_numbered"
    FAULT_RAISED = "fault_raised"
    FAULT_SETTLED = "fault_settled"
    REFERENCE_LOADED = "reference_loaded"
    # alteration
    FACT_RECORDED = "fact_recorded"
    REFERRAL_ASSESSED = "referral_assessed"
    POLICY_ADOPTED = "policy_adopted"
    # consultation
    QUEUE_READ = "queue_read"
    REFERRAL_READ = "referral_read"
    REPORT_TEXT_READ = "report_text_read"
    DELIVERY_READ = "delivery_read"
    FAULTS_READ = "faults_read"
    LINKS_READ = "links_read"
    ACCESS_LOG_READ = "access_log_read"
    # combination
    REFERRALS_JOINED = "referrals_joined"
    LINK_PROPOSED = "link_proposed"
    LINK_JUDGED = "link_judged"
    # the installation
    OFFICER_MADE = "officer_made"
    OFFICER_CHANGED = "officer_changed"
    OFFICER_SIGNED_IN = "officer_signed_in"
    OFFICER_SIGNED_OUT = "officer_signed_out"
    SIGN_IN_REFUSED = "sign_in_refused"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of a deed
    SECOND_FACTOR_ADDED = "second_factor_added"
    SECOND_FACTOR_REMOVED = "second_factor_removed"
    DESK_MADE = "desk_made"
    AUDIT_VERIFIED = "audit_verified"
    AUDIT_CHECKPOINTED = "audit_checkpointed"
    AUDIT_EXPORTED = "audit_exported"
    BACKUP_MADE = "backup_made"
    BACKUP_RESTORED = "backup_restored"
