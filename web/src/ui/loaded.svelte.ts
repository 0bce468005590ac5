import { problemText } from '../texts/problems';

/** What a page asks the server for when it opens, until it is there or is known not to come. */
export class Loaded<T> {
  value: T | undefined = $state.raw();
  fault = $state('');
  private asked = 0;

  constructor(private readonly ask: () => Promise<T>) {
    void this.load();
  }

  /** Asks anew; what is there stays until the answer comes. Of several at once the last counts. */
  async load(): Promise<void> {
    const turn = ++this.asked;
    this.fault = '';
    try {
      const value = await this.ask();
      if (turn === this.asked) {
        this.value = value;
      }
    } catch (problem) {
      if (turn === this.asked) {
        this.fault = problemText(problem);
      }
    }
  }
}
