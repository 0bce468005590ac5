/** Why the server, or the way to it, did not do what was asked. */
export class Problem extends Error {
  constructor(
    /** As docs/protocol.md lists them; `unreachable` when there was no answer. */
    readonly code: string,
    message: string,
    readonly retryAfterMs?: number,
    /** With `second_factor_required`. */
    readonly challenge?: string,
  ) {
    super(message);
  }
}

interface ProblemBody {
  readonly code?: string;
  readonly detail?: string;
  readonly retryAfterMs?: number;
  readonly challenge?: string;
}

export async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => ({}))) as ProblemBody;
  const code = body.code ?? (response.status >= 500 ? 'unreachable' : 'internal');
  return new Problem(code, body.detail ?? `${response.status}`, body.retryAfterMs, body.challenge);
}
