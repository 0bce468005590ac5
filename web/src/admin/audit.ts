import type { Id, Person } from '../hubbub';
import type { Rest } from '../rest/rest';
import { pathWith, type Page } from './pages';

export interface AuditEntry {
  readonly id: Id;
  readonly at: string;
  readonly action: string;
  readonly who?: Person;
  /** As kind and id: `user:7`. */
  readonly whom?: string;
  readonly from?: string;
  readonly requestId?: string;
  readonly details: Readonly<Record<string, string>>;
}

/** Each may be empty. */
export interface AuditFilters {
  readonly action: string;
  /** An id. */
  readonly who: string;
  readonly whom: string;
  readonly from: string;
  /** Days, in the reader's zone; the last is in it. */
  readonly since: string;
  readonly until: string;
}

/** As docs/security.md lists them. */
export const ACTIONS: readonly string[] = [
  'started', 'entries_lost', 'registered', 'logged_in', 'login_failed', 'session_ended', 'all_sessions_ended', 'tokens_outdated',
  'refresh_reused', 'password_changed', 'password_reset_issued', 'password_reset', 'email_changed', 'username_changed',
  'display_name_changed', 'role_changed', 'user_deactivated', 'user_reactivated', 'user_deleted', 'invitation_made',
  'invitation_revoked', 'totp_added', 'totp_removed', 'code_wrong', 'passkey_added', 'passkey_removed', 'recovery_codes_made',
  'recovery_code_used', 'passkey_cloned', 'token_made', 'token_used', 'token_revoked', 'room_created', 'room_deleted', 'member_removed',
];

const LIMIT = '50';

/** What was done on this server, the newest first. */
export class AuditLog {
  constructor(private readonly rest: Rest) {}

  async page({ since, until, ...filters }: AuditFilters, before?: string): Promise<Page<AuditEntry>> {
    const times = { since: since && dayStart(since, 0), until: until && dayStart(until, 1) };
    const path = pathWith('/admin/audit', { ...filters, ...times, before, limit: LIMIT });
    const { entries, next } = await this.rest.get<{ entries: AuditEntry[]; next?: string }>(path);
    return { items: entries, next };
  }
}

function dayStart(day: string, daysLater: number): string {
  const start = new Date(`${day}T00:00:00`);
  start.setDate(start.getDate() + daysLater);
  return start.toISOString();
}
