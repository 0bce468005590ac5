import type { Rest } from '../rest/rest';

export interface Factors {
  /** Whether a sign-in takes a code of an authenticator app. */
  readonly totp: boolean;
  /** How many are left. */
  readonly recoveryCodes: number;
}

/** What an authenticator app is set up with. Shown once. */
export interface Enrolment {
  readonly secret: string;
  readonly uri: string;
}

/** The second step of a sign-in. */
export class SecondFactors {
  constructor(private readonly rest: Rest) {}

  show(): Promise<Factors> {
    return this.rest.get('/factors');
  }

  begin(password: string): Promise<Enrolment> {
    return this.rest.call('POST', '/factors/totp', { password });
  }

  /** Switches it on; gives the recovery codes, this once. */
  async confirm(code: string): Promise<readonly string[]> {
    const { recoveryCodes } = await this.rest.call<{ recoveryCodes: string[] }>('POST', '/factors/totp/confirm', { code });
    return recoveryCodes;
  }

  off(password: string, code: string): Promise<void> {
    return this.rest.call('POST', '/factors/totp/off', { password, code });
  }

  /** The codes of before work no more. */
  async newRecoveryCodes(password: string, code: string): Promise<readonly string[]> {
    const { recoveryCodes } = await this.rest.call<{ recoveryCodes: string[] }>('POST', '/factors/recovery-codes', { password, code });
    return recoveryCodes;
  }
}
