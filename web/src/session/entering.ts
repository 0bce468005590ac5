import { request } from '../rest/rest';
import type { SignedIn } from './tokens';

/** The ways in. Each keeps the session in cookies, out of scripts' reach. */
export const entering = {
  register: (account: { username: string; email: string; password: string; setupToken?: string; invitation?: string }) =>
    enter('/register', account),
  login: (login: string, password: string) => enter('/login', { login, password }),
  secondFactor: (challenge: string, code: string) => enter('/auth/second-factor', { challenge, code: code.trim() }),
  passkey: async () => {
    const { publicKey } = (await request('POST', '/auth/passkey/options')) as { publicKey: PublicKeyCredentialRequestOptionsJSON };
    const options = PublicKeyCredential.parseRequestOptionsFromJSON(publicKey);
    const credential = (await navigator.credentials.get({ publicKey: options })) as PublicKeyCredential;
    return enter('/auth/passkey', { credential: credential.toJSON() });
  },
};

export function passkeysWork(): boolean {
  return 'PublicKeyCredential' in globalThis && 'parseRequestOptionsFromJSON' in PublicKeyCredential;
}

function enter(path: string, body: object): Promise<SignedIn> {
  return request('POST', path, { ...body, cookie: true }) as Promise<SignedIn>;
}
