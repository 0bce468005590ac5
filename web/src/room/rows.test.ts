import { describe, expect, it } from 'vitest';
import type { RoomEvent } from '../hubbub';
import { firstNewAfter, keyOf, lookOf, type Row } from './rows';

const ana = { id: '7', username: 'ana' };
const bo = { id: '8', username: 'bo' };
const NOON = new Date(2026, 10, 24, 12).getTime();

function said(seq: number, author = ana, at = NOON + seq * 1000, kind = 'message'): RoomEvent {
  return { room: '1', seq, kind, at: new Date(at).toISOString(), author, ref: `ref-${seq}`, text: 'hi' };
}

const row = (event: RoomEvent): Row => ({ kind: 'event', event });
const pending: Row = { kind: 'pending', post: { ref: 'ref-9', room: '1', text: 'hi', order: NOON + 9000, state: 'queued', owner: 'tab' } };

describe('rows', () => {
  it('groups what one author says within a while', () => {
    expect(lookOf(row(said(2)), row(said(1)), '7')).toEqual({ headed: false, day: undefined });
    expect(lookOf(row(said(2, bo)), row(said(1)), '7').headed).toBe(true);
    expect(lookOf(row(said(2, ana, NOON + 600_000)), row(said(1)), '7').headed).toBe(true);
    expect(lookOf(row(said(2)), row(said(1, ana, NOON, 'member_joined')), '7').headed).toBe(true);
  });

  it('groups a message on its way with those of its author', () => {
    expect(lookOf(pending, row(said(1)), '7').headed).toBe(false);
    expect(lookOf(pending, row(said(1, bo)), '7').headed).toBe(true);
  });

  it('begins a day in the zone of the reader', () => {
    const midnight = new Date(2026, 10, 25).getTime();
    expect(lookOf(row(said(2, ana, midnight)), row(said(1, ana, midnight - 1000)), '7')).toEqual({ headed: true, day: '2026-11-25' });
    expect(lookOf(row(said(1)), undefined, '7').day).toBe('2026-11-24');
  });

  it('keeps the key of a message when its event comes', () => {
    expect(keyOf(pending, '7')).toBe(keyOf(row(said(9)), '7'));
    expect(keyOf(row(said(9, bo)), '7')).toBe('9');
  });

  it('finds the first message of others that is new', () => {
    const events = [said(4, bo), said(5), said(6, bo, NOON, 'member_joined'), said(7, bo), said(8, bo)];
    expect(firstNewAfter(events, 4, '7')).toBe(7);
    expect(firstNewAfter(events, 3, '7')).toBe(4);
    expect(firstNewAfter(events, 8, '7')).toBeUndefined();
    expect(firstNewAfter(events, 1, '7')).toBeUndefined();
    expect(firstNewAfter([], 0, '7')).toBeUndefined();
  });
});
