/** Somebody with an account, as the API knows him. */
export interface Someone {
  readonly id: string;
  readonly username: string;
  readonly password: string;
  readonly token: string;
}

/** Makes accounts, rooms and messages by the API, so that a test begins where it has something to say. */
export class People {
  constructor(private readonly url: string) {}

  async register(username: string, more: object = {}): Promise<Someone> {
    const password = `what ${[...username].reverse().join('')} knows`;
    const answer = await this.call<{ accessToken: string; user: { id: string } }>('POST', '/register', undefined, {
      username,
      password,
      email: `${username}@example.org`,
      ...more,
    });
    return { id: answer.user.id, username, password, token: answer.accessToken };
  }

  makeRoom(owner: Someone, name: string, more: object = {}): Promise<{ id: string }> {
    return this.call('POST', '/rooms', owner, { name, ...more });
  }

  join(user: Someone, room: string, password?: string): Promise<unknown> {
    return this.call('POST', `/rooms/${room}/join`, user, { password });
  }

  post(author: Someone, room: string, text: string): Promise<{ seq: number }> {
    return this.call('POST', `/rooms/${room}/messages`, author, { text });
  }

  /** All that was said in a room, in its order. */
  async said(reader: Someone, room: string): Promise<string[]> {
    const { events } = await this.call<{ events: { kind: string; text: string }[] }>('GET', `/rooms/${room}/events?limit=200`, reader);
    return events.filter(({ kind }) => kind === 'message').map(({ text }) => text);
  }

  async call<T>(method: string, path: string, as?: Someone, body?: object): Promise<T> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...(body && { 'Content-Type': 'application/json' }),
        ...(as && { Authorization: `Bearer ${as.token}` }),
      },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    }
    return (response.status === 204 ? undefined : response.json()) as Promise<T>;
  }
}

/** The room that everybody is in. */
export const GLOBAL = '1';
