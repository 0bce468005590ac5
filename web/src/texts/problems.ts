import { t } from '.';

const MINUTE = 60;

/** What went wrong in the user's language, and what to do about it; the server's own words where there are no others. */
export function problemText(fault: unknown): string {
  const { code, message, retryAfterMs } = fault as { code?: string; message?: string; retryAfterMs?: number };
  if (code === 'rate_limited' || code === 'too_many_attempts') {
    const seconds = Math.max(1, Math.ceil((retryAfterMs ?? 0) / 1000));
    return seconds < 2 * MINUTE ? t.errors.wait(seconds) : t.errors.waitMinutes(Math.ceil(seconds / MINUTE));
  }
  const known = code === undefined ? undefined : (t.errors as Record<string, unknown>)[code];
  return typeof known === 'string' ? known : sentence(message ?? '') || t.errors.internal;
}

function sentence(message: string): string {
  return message === '' ? '' : message[0]!.toUpperCase() + message.slice(1) + (/[.!?]$/.test(message) ? '' : '.');
}
