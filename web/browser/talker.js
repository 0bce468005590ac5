/** Somebody who only talks: in a browser of his own, without the app. */
export class Talker {
  #page;

  constructor(page) {
    this.#page = page;
  }

  static async enter(browser, url, username) {
    const body = JSON.stringify({ username, email: `${username}@example.org`, password: 'three random words' });
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch(`${url}/api/v1/register`, { method: 'POST', headers, body });
    const { accessToken } = await answer.json();
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${url}/icon.svg`);
    await page.evaluate(connect, accessToken);
    return new Talker(page);
  }

  /** So many messages at an even pace, until the server has stored them: `text 1.`, `text 2.` … */
  say(count, perSecond, text) {
    return this.#page.evaluate(talk, { count, perSecond, text });
  }
}

// These run in the page.

async function connect(token) {
  const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/ws`);
  globalThis.answers = 0;
  globalThis.socket = socket;
  await new Promise((welcomed, fail) => {
    socket.onopen = () => socket.send(JSON.stringify({ type: 'hello', token }));
    socket.onclose = ({ code, reason }) => fail(new Error(`${code} ${reason}`));
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.type === 'welcome') {
        welcomed();
      } else if (message.type === 'ack') {
        globalThis.answers++;
      } else if (message.type === 'error') {
        throw new Error(data);
      }
    };
  });
}

async function talk({ count, perSecond, text }) {
  const start = performance.now();
  const before = globalThis.answers;
  const pause = () => new Promise((next) => setTimeout(next, 4));
  for (let sent = 0; sent < count; await pause()) {
    const due = Math.min(count, Math.ceil(((performance.now() - start) * perSecond) / 1000));
    for (; sent < due; sent++) {
      const ref = `${text}-${sent}-${Math.random()}`;
      globalThis.socket.send(JSON.stringify({ type: 'post', room: '1', ref, text: `${text} ${sent + 1}.` }));
    }
  }
  while (globalThis.answers - before < count) {
    await pause();
  }
}
