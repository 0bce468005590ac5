import { problemText } from '../texts/problems';

/** What a form does once it is sent: one at a time, and what went wrong stays to be read. */
export class Submission {
  busy = $state(false);
  fault = $state('');
  /** The last problem's code, for forms that know more to say. */
  code: string | undefined = $state();

  /** For a form's `onsubmit`. */
  on(task: () => Promise<unknown>): (event: SubmitEvent) => void {
    return (event) => {
      event.preventDefault();
      void this.run(task);
    };
  }

  async run(task: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) {
      return false;
    }
    this.busy = true;
    this.fault = '';
    this.code = undefined;
    try {
      await task();
      return true;
    } catch (problem) {
      this.code = (problem as { code?: string }).code;
      this.fault = problemText(problem);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
