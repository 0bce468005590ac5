import type { Id } from '../hubbub';

/** The app's pages by their paths. */
export type Route =
  | { readonly page: 'home' | 'setup' | 'login' | 'register' | 'forgot' | 'reset' | 'directory' | 'missing' }
  /** `seq` or `day`: where in the room, by a link. */
  | { readonly page: 'room'; readonly room: Id; readonly seq?: number; readonly day?: string }
  | { readonly page: 'settings' | 'admin'; readonly section: string | undefined };

const PLAIN = new Set(['setup', 'login', 'register', 'forgot', 'reset'] as const);
type Plain = typeof PLAIN extends Set<infer P> ? P : never;

const ID = /^[1-9]\d{0,18}$/;
const SEQ = /^[1-9]\d{0,14}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function routeOf(path: string): Route {
  const [first = '', second, third, ...more] = path.split('/').filter((part) => part !== '');
  if (first === '') {
    return { page: 'home' };
  }
  if (more.length > 0) {
    return { page: 'missing' };
  }
  if (first === 'rooms') {
    return room(second, third);
  }
  if (third !== undefined) {
    return { page: 'missing' };
  }
  if (first === 'settings' || first === 'admin') {
    return { page: first, section: second };
  }
  return second === undefined && PLAIN.has(first as Plain) ? { page: first as Plain } : { page: 'missing' };
}

function room(id: string | undefined, place: string | undefined): Route {
  if (id === undefined) {
    return { page: 'directory' };
  }
  if (!ID.test(id)) {
    return { page: 'missing' };
  }
  if (place === undefined) {
    return { page: 'room', room: id };
  }
  if (SEQ.test(place)) {
    return { page: 'room', room: id, seq: Number(place) };
  }
  return DAY.test(place) ? { page: 'room', room: id, day: place } : { page: 'missing' };
}

export const paths = {
  home: '/',
  setup: '/setup',
  login: '/login',
  register: '/register',
  forgot: '/forgot',
  directory: '/rooms',
  room: (room: Id, place?: number | string): string => `/rooms/${room}${place === undefined ? '' : `/${place}`}`,
  settings: (section?: string): string => `/settings${section === undefined ? '' : `/${section}`}`,
  admin: (section?: string): string => `/admin${section === undefined ? '' : `/${section}`}`,
};
