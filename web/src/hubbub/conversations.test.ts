import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { HubbubClient, type Listener } from './client';
import { ManualClock, PlayedSockets, settled } from './stage';
import type { Command } from './wire';

// The Java client's tests run the same files: see ConversationsTest there, which also says what the steps mean.
const FOLDER = new URL('../../../client/src/test/resources/conversations/', import.meta.url);

interface Step {
  opens?: number;
  hears?: object;
  says?: object;
  answers?: object;
  told?: object;
  asks?: Command & { ref: string };
  passes?: number;
  cuts?: number;
  silent?: true;
}

class Conversation {
  private readonly clock = new ManualClock();
  private readonly sockets = new PlayedSockets();
  private readonly told: object[] = [];
  private readonly client: HubbubClient;
  private answered = 0;
  private lastRef = '';

  constructor() {
    this.client = new HubbubClient({
      url: 'ws://played/ws',
      token: () => Promise.resolve('token'),
      listener: this.listener(),
      clock: this.clock,
      transport: this.sockets.transport,
    });
    this.client.start();
  }

  private listener(): Listener {
    const tell = (what: object): void => void this.told.push(what);
    return {
      stateChanged: (state) => tell({ state: state.name }),
      event: ({ room, seq }) => tell({ event: { room, seq } }),
      reset: (room, from) => tell({ reset: { room, from } }),
      epochChanged: (epoch) => tell({ epoch }),
      roomOpened: (room) => tell({ opened: room.id }),
      roomLeft: (room) => tell({ left: room }),
    };
  }

  async play(step: Step): Promise<void> {
    if (step.opens !== undefined) {
      await this.opens(step.opens);
    } else if (step.hears !== undefined) {
      const heard = this.sockets.heard.shift();
      expect(heard).toMatchObject(step.hears);
      this.lastRef = (heard as { ref?: string }).ref ?? '';
    } else if (step.says !== undefined) {
      this.sockets.say(step.says);
    } else if (step.answers !== undefined) {
      this.sockets.say({ ...step.answers, ref: this.lastRef });
    } else if (step.told !== undefined) {
      expect(this.told.shift()).toEqual(step.told);
    } else if (step.asks !== undefined) {
      this.ask(step.asks);
    } else if (step.passes !== undefined) {
      await this.clock.pass(step.passes);
    } else if (step.cuts !== undefined) {
      this.sockets.cut(step.cuts);
    } else {
      this.expectNothingMore();
    }
    await settled();
  }

  private async opens(after: number): Promise<void> {
    const before = this.clock.now();
    const opened = await this.clock.pass(after + 5, () => this.sockets.opened > this.answered);
    expect(opened).toBe(true);
    expect(this.clock.now() - before).toBeGreaterThanOrEqual(after);
    this.answered++;
    this.sockets.accept();
  }

  private ask({ ref, ...command }: Command & { ref: string }): void {
    void this.client.send(command, ref).then((outcome) => {
      const { done } = outcome;
      this.told.push({ outcome: done ? { ref, done } : { ref, done, code: outcome.code } });
    });
  }

  expectNothingMore(): void {
    expect({ heard: this.sockets.heard, told: this.told }).toEqual({ heard: [], told: [] });
  }
}

for (const file of readdirSync(FOLDER)) {
  const { claim, steps } = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as { claim: string; steps: Step[] };
  test(`${file}: ${claim}`, async () => {
    const conversation = new Conversation();
    for (const step of steps) {
      await conversation.play(step);
    }
    conversation.expectNothingMore();
  });
}
