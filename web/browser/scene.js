import { appCode } from './app-code.js';

/** Rooms and people with something to say, so that pictures show a place where people are. */
const PASSWORD = 'three random words';

const TALK = [
  ['bo', 'Morning! The new build is on staging. Who wants to break it?'],
  ['cy', 'Me, after coffee ☕'],
  ['ana', 'I pulled the cable twice while sending. Nothing lost, nothing doubled.'],
  ['bo', 'And with the server killed?'],
  ['ana', 'Same. Here is how I tried:\n\n```sh\nfor i in 1 2 3; do\n  kill -9 $(pidof java); make run &\n  sleep 20\ndone\n```'],
  ['dee', '> nothing lost, nothing doubled\n\nThat is the whole point of it, isn’t it?'],
  ['cy', '@ana could you write that down in https://example.org/runbook? **Please**, before the weekend.'],
  ['ana', 'On it. Three things to cover:\n\n1. what was sent while offline\n2. the `ref` of each message\n3. what the server says when it is *not sure*'],
  ['dee', 'I will bring cake on Friday.'],
];

const ROOMS = ['design', 'support', 'lunch', 'announcements'];

/** Gives who looks, with his password, and the rooms by what they are for. */
export async function fill(server) {
  const call = async (method, path, token, body) => {
    const response = await fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    }
    return response.status === 204 ? undefined : response.json();
  };
  const tokens = {};
  for (const username of ['ana', 'bo', 'cy', 'dee']) {
    const account = { username, email: `${username}@example.org`, password: PASSWORD, ...(username === 'ana' && { setupToken: server.setupToken }) };
    tokens[username] = (await call('POST', '/register', undefined, account)).accessToken;
  }
  await call('PATCH', '/account', tokens.ana, { displayName: 'Ana' });
  await call('POST', '/invitations', tokens.ana, { note: 'for the new ones', uses: 5 });
  await call('POST', '/tokens', tokens.ana, { name: 'deploy bot', scope: 'read write' });
  const made = {};
  for (const name of ROOMS) {
    made[name] = (await call('POST', '/rooms', tokens.bo, { name })).id;
    await Promise.all(['ana', 'cy', 'dee'].map((user) => call('POST', `/rooms/${made[name]}/join`, tokens[user], {})));
  }
  const { id: own } = await call('POST', '/rooms', tokens.ana, { name: 'board', visibility: 'private', password: 'knock knock' });
  const { id: hidden } = await call('POST', '/rooms', tokens.bo, { name: 'surprise', visibility: 'private', password: 'knock knock' });
  await call('POST', '/factors/totp/confirm', tokens.dee, { code: appCode((await call('POST', '/factors/totp', tokens.dee, { password: PASSWORD })).secret) });
  for (const [author, text] of TALK) {
    await call('POST', `/rooms/${made.design}/messages`, tokens[author], { text });
  }
  await call('POST', `/rooms/${made.support}/messages`, tokens.cy, { text: '@ana a question from a customer' });
  await call('POST', `/rooms/${made.lunch}/messages`, tokens.dee, { text: 'Pizza?' });
  return { username: 'ana', password: PASSWORD, rooms: { room: made.design, empty: '1', own, private: hidden } };
}
