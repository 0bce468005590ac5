import { describe, expect, it } from 'vitest';
import type { Ack, Command, RoomEvent } from '../hubbub';
import { Timeline } from './timeline.svelte';

const ana = { id: '7', username: 'ana' };

function event(seq: number): RoomEvent {
  return { room: '1', seq, kind: 'message', at: new Date(seq * 60_000).toISOString(), author: ana, text: `${seq}` };
}

/** A room's log, as the server reads it back. */
class Log {
  asked = 0;
  constructor(public length: number) {}

  readonly ask = async (command: Command): Promise<Ack> => {
    this.asked++;
    if (command.type !== 'history') {
      throw new Error(command.type);
    }
    const { limit = 50, before, after, around } = command;
    const from = Math.max(1, before !== undefined ? before - limit : after !== undefined ? after + 1 : around !== undefined ? around - limit / 2 : this.length - limit + 1);
    const to = Math.min(this.length, before !== undefined ? before - 1 : from + limit - 1);
    const events = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => event(from + i));
    return { type: 'ack', ref: '', events, before: from > 1 ? from : undefined, after: to < this.length ? to : undefined };
  };

  say(): RoomEvent {
    return event(++this.length);
  }
}

function opened(log: Log): Timeline {
  return new Timeline('1', log.ask);
}

function seqs(timeline: Timeline): (number | undefined)[] {
  return [timeline.events[0]?.seq, timeline.events.at(-1)?.seq, timeline.events.length];
}

describe('Timeline', () => {
  it('opens at the newest and takes what is said', async () => {
    const log = new Log(250);
    const timeline = opened(log);
    await timeline.open('newest');
    expect(seqs(timeline)).toEqual([151, 250, 100]);
    timeline.take([log.say(), log.say()]);
    expect(seqs(timeline)).toEqual([151, 252, 102]);
    expect(timeline.atEnd).toBe(true);
  });

  it('grows to the beginning', async () => {
    const timeline = opened(new Log(250));
    await timeline.open('newest');
    await timeline.older();
    await timeline.older();
    await timeline.older();
    expect(seqs(timeline)).toEqual([1, 250, 250]);
    expect(timeline.atStart).toBe(true);
  });

  it('grows from the middle to the end, without what was said meanwhile twice', async () => {
    const log = new Log(300);
    const timeline = opened(log);
    await timeline.open({ seq: 100 });
    expect(timeline.atEnd).toBe(false);
    timeline.take([log.say()]);
    await timeline.newer();
    await timeline.newer();
    expect(timeline.last).toBe(301);
    expect(timeline.atEnd).toBe(true);
    expect(new Set(timeline.events.map(({ seq }) => seq)).size).toBe(timeline.events.length);
  });

  it('takes what is said while the first page is on its way', async () => {
    const log = new Log(3);
    const timeline = opened(log);
    const opening = timeline.open('newest');
    timeline.take([log.say()]);
    await opening;
    expect(seqs(timeline)).toEqual([1, 4, 4]);
  });

  it('fills what lies between after the stream went on further ahead', async () => {
    const log = new Log(50);
    const timeline = opened(log);
    await timeline.open('newest');
    log.length = 2_000;
    timeline.jumped();
    timeline.take([log.say()]);
    expect(timeline.atEnd).toBe(false);
    while (!timeline.atEnd) {
      await timeline.newer();
    }
    expect(seqs(timeline)).toEqual([1, 2_001, 2_001]);
  });

  it('begins with the first message of an empty room', async () => {
    const log = new Log(0);
    const timeline = opened(log);
    await timeline.open('newest');
    timeline.take([log.say()]);
    expect(seqs(timeline)).toEqual([1, 1, 1]);
  });

  it('lets the oldest go, and gets them back', async () => {
    const log = new Log(100);
    const timeline = opened(log);
    await timeline.open('newest');
    timeline.take(Array.from({ length: 2_500 }, () => log.say()));
    timeline.keepAround(timeline.last);
    expect(timeline.events.length).toBe(1_000);
    await timeline.older();
    expect(seqs(timeline)).toEqual([1_501, 2_600, 1_100]);
  });

  it('keeps no more of a log that is read through, either way, than what is around its reader', async () => {
    const log = new Log(10_000);
    const timeline = opened(log);
    await timeline.open('newest');
    let most = 0;
    const step = async (further: () => Promise<void>, at: () => number): Promise<void> => {
      await further();
      timeline.keepAround(at());
      most = Math.max(most, timeline.events.length);
      expect(timeline.events.every(({ seq }, i) => seq === timeline.events[0]!.seq + i)).toBe(true);
    };
    while (!timeline.atStart) {
      await step(() => timeline.older(), () => timeline.events[0]!.seq);
    }
    timeline.take([log.say()]);
    while (!timeline.atEnd) {
      await step(() => timeline.newer(), () => timeline.last);
    }
    expect(timeline.last).toBe(10_001);
    expect(most).toBeLessThanOrEqual(2_000);
  });

  it('finds a time in a long log with few questions', async () => {
    const log = new Log(100_000);
    const timeline = opened(log);
    expect(await timeline.seqAt(new Date(54_321 * 60_000 - 1), 100_000)).toBe(54_321);
    expect(log.asked).toBeLessThan(18);
  });

  it('ignores an answer for an earlier stretch', async () => {
    const log = new Log(500);
    const timeline = opened(log);
    await timeline.open('newest');
    const older = timeline.older();
    await timeline.open({ seq: 50 });
    await older;
    expect(timeline.last).toBeLessThan(150);
  });

  it('tells what went wrong, and can be opened again', async () => {
    let broken = true;
    const log = new Log(5);
    const timeline = new Timeline('1', (command) => (broken ? Promise.reject(new Error('away')) : log.ask(command)));
    await timeline.open('newest');
    expect(timeline.fault).toMatchObject({ message: 'away' });
    broken = false;
    await timeline.open('newest');
    expect(timeline.fault).toBeUndefined();
    expect(seqs(timeline)).toEqual([1, 5, 5]);
  });
});
