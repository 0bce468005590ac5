import { expect, test } from 'vitest';
import type { RoomEvent, RoomState, Welcome } from '../hubbub';
import { Rooms } from './rooms';

const ANA = { id: '12', username: 'ana' };
const HALLWAY: RoomState = {
  ...{ id: '1', name: 'hallway', kind: 'public', listed: true, members: 1, memberLimit: 0 },
  ...{ lastSeq: 7, readSeq: 7, unread: 0 },
};

function hears(...events: Partial<RoomEvent>[]): RoomState {
  const rooms = new Rooms();
  const limits = { messageBytes: 16_384, frameBytes: 65_536, commandsPerSecond: 20 };
  const welcome: Welcome = { type: 'welcome', connection: 'c', node: 'n', epoch: 'e', user: ANA, rooms: [HALLWAY], left: [], limits };
  rooms.welcomed(welcome, {});
  events.forEach((event, i) => rooms.event({ room: '1', seq: 8 + i, kind: 'message', at: '', author: ANA, ...event }));
  return rooms.states[0]!;
}

test('a tab that comes later is told the name and the topic that the room has by now', () => {
  expect(hears({ kind: 'room_updated', name: 'corridor' }, { kind: 'topic_changed', topic: 'lost keys' })).toMatchObject({
    name: 'corridor',
    topic: 'lost keys',
    lastSeq: 9,
    unread: 0,
  });
});

test('a topic that was taken away is gone', () => {
  expect(hears({ kind: 'topic_changed', topic: 'lost keys' }, { kind: 'topic_changed', topic: '' }).topic).toBe('');
});
