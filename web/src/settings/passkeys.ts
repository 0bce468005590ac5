import type { Id } from '../hubbub';
import type { Rest } from '../rest/rest';

export interface Passkey {
  readonly id: Id;
  readonly name: string;
  readonly createdAt: string;
  readonly usedAt?: string;
}

/** Keys that this browser, a phone or a stick holds, for signing in without a password. */
export class Passkeys {
  constructor(private readonly rest: Rest) {}

  async list(): Promise<readonly Passkey[]> {
    return (await this.rest.get<{ passkeys: Passkey[] }>('/passkeys')).passkeys;
  }

  /** Lets the browser ask its user. Rejects with a DOMException if he turns it down. */
  async add(name: string, password: string): Promise<void> {
    const { publicKey } = await this.rest.call<{ publicKey: PublicKeyCredentialCreationOptionsJSON }>('POST', '/passkeys/options', { password });
    const options = PublicKeyCredential.parseCreationOptionsFromJSON(publicKey);
    const credential = (await navigator.credentials.create({ publicKey: options })) as PublicKeyCredential;
    await this.rest.call('POST', '/passkeys', { name, credential: credential.toJSON() });
  }

  async remove(id: Id): Promise<void> {
    await this.rest.call('DELETE', `/passkeys/${id}`);
  }
}
