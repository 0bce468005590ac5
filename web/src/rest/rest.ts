import type { Tokens } from '../session/tokens';
import { Problem, problemOf } from './problem';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One request to this server's REST API. Whatever goes wrong is a Problem. */
export async function request(method: Method, path: string, body?: object, headers: HeadersInit = {}): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers: { Accept: 'application/json', ...(body && { 'Content-Type': 'application/json' }), ...headers },
      body: body && JSON.stringify(body),
      // A refresh that is under way when the page goes must still bring its cookies, or the next page shows old ones.
      keepalive: method !== 'GET',
    });
  } catch {
    throw new Problem('unreachable', 'no answer');
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  return response.status === 204 || response.status === 202 ? undefined : response.json();
}

/** The REST API as its signed-in user. */
export class Rest {
  constructor(private readonly tokens: Tokens) {}

  get<T>(path: string): Promise<T> {
    return this.call<T>('GET', path);
  }

  async call<T = void>(method: Method, path: string, body?: object): Promise<T> {
    const token = await this.tokens.good();
    try {
      return (await this.send(method, path, body, token)) as T;
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.code !== 'unauthenticated') {
        throw problem;
      }
      return (await this.send(method, path, body, await this.tokens.renew(token))) as T;
    }
  }

  private send(method: Method, path: string, body: object | undefined, token: string): Promise<unknown> {
    return request(method, path, body, { Authorization: `Bearer ${token}` });
  }
}
