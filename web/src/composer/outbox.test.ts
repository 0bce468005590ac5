import { describe, expect, it } from 'vitest';
import type { Command, Outcome, RoomEvent } from '../hubbub';
import { KeptInMemory } from './kept';
import { Outbox } from './outbox.svelte';

const ana = { id: '7', username: 'ana' };

/** Holds what was sent until it is told what to answer. */
class Server {
  readonly sent: { ref: string; command: Command }[] = [];
  private readonly answers = new Map<string, (outcome: Outcome) => void>();

  readonly send = (command: Command, ref: string): Promise<Outcome> => {
    this.sent.push({ ref, command });
    return new Promise((answer) => this.answers.set(ref, answer));
  };

  async answer(ref: string, outcome: Outcome): Promise<void> {
    this.answers.get(ref)!(outcome);
    await settled();
  }
}

const settled = (): Promise<void> => new Promise((done) => setImmediate(done));
const done = (ref: string): Outcome => ({ done: true, ack: { type: 'ack', ref, room: '1', seq: 1 } });

function event(ref: string, author = ana): RoomEvent {
  return { room: '1', seq: 1, kind: 'message', at: '', author, ref, text: 'hi' };
}

function outbox(server: Server, kept = new KeptInMemory()): Outbox {
  return new Outbox(kept, server.send, () => '7');
}

describe('Outbox', () => {
  it('keeps a message until the server has it, and shows it until its event comes', async () => {
    const [server, kept] = [new Server(), new KeptInMemory()];
    const box = outbox(server, kept);
    box.post('1', 'hi');
    await settled();
    const { ref } = server.sent[0]!;
    expect(await kept.outgoing()).toMatchObject([{ ref, room: '1', text: 'hi' }]);
    await server.answer(ref, done(ref));
    expect(box.in('1')).toMatchObject([{ state: 'sent' }]);
    expect(await kept.outgoing()).toEqual([]);
    box.take([event(ref)]);
    expect(box.in('1')).toEqual([]);
  });

  it('takes the event for the answer, if it comes first', async () => {
    const [server, kept] = [new Server(), new KeptInMemory()];
    const box = outbox(server, kept);
    box.post('1', 'hi');
    await settled();
    box.take([event(server.sent[0]!.ref)]);
    expect(box.in('1')).toEqual([]);
    expect(await kept.outgoing()).toEqual([]);
  });

  it('takes no other user’s event of the same ref for its own', async () => {
    const server = new Server();
    const box = outbox(server);
    box.post('1', 'hi');
    await settled();
    box.take([event(server.sent[0]!.ref, { id: '8', username: 'bo' })]);
    expect(box.in('1').length).toBe(1);
  });

  it('sends what an earlier page left, under the same refs and in the same order', async () => {
    const [server, kept] = [new Server(), new KeptInMemory()];
    const before = outbox(server, kept);
    before.post('1', 'one');
    before.post('1', 'two');
    await settled();
    const after = new Server();
    await outbox(after, kept).resume();
    expect(after.sent).toEqual(server.sent);
  });

  it('offers what failed for another attempt under the same ref, or to be discarded', async () => {
    const [server, kept] = [new Server(), new KeptInMemory()];
    const box = outbox(server, kept);
    box.post('1', 'hi');
    await settled();
    const { ref } = server.sent[0]!;
    await server.answer(ref, { done: false, code: 'not_a_member', message: 'no' });
    expect(box.in('1')).toMatchObject([{ state: 'failed', fault: { code: 'not_a_member' } }]);
    box.retry(ref);
    await settled();
    expect(server.sent.map((one) => one.ref)).toEqual([ref, ref]);
    box.discard(ref);
    expect(await kept.outgoing()).toEqual([]);
  });

  it('keeps what was abandoned for the next page', async () => {
    const [server, kept] = [new Server(), new KeptInMemory()];
    const box = outbox(server, kept);
    box.post('1', 'hi');
    await settled();
    await server.answer(server.sent[0]!.ref, { done: false, code: 'abandoned', message: 'closed' });
    expect(box.in('1')).toMatchObject([{ state: 'waiting' }]);
    expect((await kept.outgoing()).length).toBe(1);
  });
});
