import { describe, expect, it } from 'vitest';
import { paths, routeOf } from './routes';

describe('routes', () => {
  it('knows the pages', () => {
    expect(routeOf('/')).toEqual({ page: 'home' });
    expect(routeOf('/setup')).toEqual({ page: 'setup' });
    expect(routeOf('/rooms')).toEqual({ page: 'directory' });
    expect(routeOf('/settings')).toEqual({ page: 'settings', section: undefined });
    expect(routeOf('/admin/users')).toEqual({ page: 'admin', section: 'users' });
  });

  it('reads a place in a room', () => {
    expect(routeOf('/rooms/7204')).toEqual({ page: 'room', room: '7204' });
    expect(routeOf('/rooms/7204/12')).toEqual({ page: 'room', room: '7204', seq: 12 });
    expect(routeOf('/rooms/7204/2026-11-24')).toEqual({ page: 'room', room: '7204', day: '2026-11-24' });
  });

  it('gives what it does not know as missing', () => {
    for (const path of ['/nowhere', '/rooms/x', '/rooms/1/x', '/rooms/1/2/3', '/login/x', '/settings/a/b', '/rooms/0']) {
      expect(routeOf(path), path).toEqual({ page: 'missing' });
    }
  });

  it('makes paths that it reads', () => {
    expect(routeOf(paths.room('12', 3))).toEqual({ page: 'room', room: '12', seq: 3 });
    expect(routeOf(paths.settings('sessions'))).toEqual({ page: 'settings', section: 'sessions' });
  });
});
