import { describe, expect, test } from 'vitest';
import { Unread } from './unread';
import type { ReadMoved, RoomEvent, RoomState } from './wire';

function message(seq: number): RoomEvent {
  return { room: '1', seq, kind: 'message', at: '', author: { id: '12', username: 'bo' }, text: 'hi' };
}

function moved(seq: number, unread: number, lastSeq: number): ReadMoved {
  return { type: 'read', room: '1', seq, unread, lastSeq };
}

function state(lastSeq: number, readSeq: number, unread: number): RoomState {
  const place = { id: '1', name: 'hallway', kind: 'public', listed: true, members: 2, memberLimit: 0 } as const;
  return { ...place, lastSeq, readSeq, unread };
}

describe('a room’s unread count', () => {
  test('adds messages after the snapshot', () => {
    const unread = new Unread();
    unread.takeState(state(4, 2, 2));
    unread.takeEvent(message(5));
    expect(unread.count).toBe(3);
  });

  test('adds no message that a count has in it already', () => {
    const unread = new Unread();
    unread.takeState(state(4, 4, 0));
    unread.takeMoved(moved(4, 1, 5));
    unread.takeEvent(message(5));
    expect(unread.count).toBe(1);
  });

  test('ignores a count that a newer one overtook', () => {
    const unread = new Unread();
    unread.takeState(state(4, 0, 4));
    unread.takeMoved(moved(4, 0, 4));
    unread.takeMoved(moved(2, 2, 4));
    expect(unread.count).toBe(0);
  });

  test('ends at the truth, however counts and messages mix', () => {
    for (let seed = 1; seed <= 500; seed++) {
      expect(mixed(seed), `seed ${seed}`).toBe(0);
    }
  });
});

/** A log in which the marker moves now and then; the counts of that go their own way. Gives the error in the end. */
function mixed(seed: number): number {
  let random = seed;
  const below = (bound: number): number => {
    random = (random * 48_271) % 2_147_483_647;
    return random % bound;
  };
  const client = new Unread();
  client.takeState(state(0, 0, 0));
  const events: RoomEvent[] = [];
  const counts: ReadMoved[] = [];
  let last = 0;
  let read = 0;
  for (let step = 0; step < 60; step++) {
    if (below(3) > 0) {
      events.push(message(++last));
    } else {
      read += below(last - read + 1);
      counts.push(moved(read, last - read, last));
    }
    if (below(2) === 0 && events.length > 0) {
      client.takeEvent(events.shift()!);
    }
    if (below(2) === 0 && counts.length > 0) {
      client.takeMoved(counts.splice(below(counts.length), 1)[0]!);
    }
  }
  events.forEach((event) => client.takeEvent(event));
  counts.forEach((count) => client.takeMoved(count));
  return client.count - (last - read);
}
