"""What makes the audit log append-only in the database itself; the migration runs the same statements."""

from __future__ import annotations

# Security logs are kept six to twelve months (CNIL): nothing younger can be deleted.
KEPT_DAYS = 180

SQLITE = (
    "CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE ON audit_entry "
    "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    "CREATE TRIGGER audit_entry_kept BEFORE DELETE ON audit_entry "
    f"WHEN julianday('now') - julianday(OLD.at) < {KEPT_DAYS} "
    "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
)

POSTGRESQL = (
    "CREATE FUNCTION audit_entry_refused() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF TG_OP = 'UPDATE' OR OLD.at > now() - interval '180 days' THEN "
    "RAISE EXCEPTION 'the audit log is append-only'; END IF; RETURN OLD; END $$",
    "CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE OR DELETE ON audit_entry "
    "FOR EACH ROW EXECUTE FUNCTION audit_entry_refused()",
)

# The trigger goes with its table; the function does not.
POSTGRESQL_REMOVED = ("DROP FUNCTION IF EXISTS audit_entry_refused()",)
