/** Asks until the answer is the one that is waited for, and gives the last one in any case, for the assertion that tells. */
export async function eventually<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean, ms = 15_000): Promise<T> {
  const until = Date.now() + ms;
  for (;;) {
    const answer = await ask();
    if (wanted(answer) || Date.now() > until) {
      return answer;
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}
