import { problemText } from '../texts/problems';

export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly bad: boolean;
  /** What may be done about it. */
  readonly offer?: Offer;
}

export interface Offer {
  readonly label: string;
  readonly take: () => void;
}

const SHOWN_MS = 5_000;
const BAD_SHOWN_MS = 10_000;

/** Short news at the window's edge, which go by themselves. */
export class Notices {
  list: readonly Notice[] = $state.raw([]);
  private given = 0;

  say(text: string, bad = false): void {
    const notice = { id: ++this.given, text, bad };
    this.list = [...this.list.filter((one) => one.text !== text), notice];
    setTimeout(() => this.dismiss(notice.id), bad ? BAD_SHOWN_MS : SHOWN_MS);
  }

  /** Stays until its reader takes the offer or waves it away. */
  offer(text: string, label: string, take: () => void): void {
    const notice = { id: ++this.given, text, bad: false, offer: { label, take } };
    this.list = [...this.list.filter((one) => one.text !== text), notice];
  }

  fail(fault: unknown): void {
    this.say(problemText(fault), true);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }
}
