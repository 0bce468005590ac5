import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import { Browsers } from './browser';
import { People, type Someone } from './people';
import { Server } from './server';

export { axe } from './axe';
export { PHONE, WIDE } from './browser';
export { eventually } from './eventually';
export { GLOBAL, type Someone } from './people';
export type { Visitor } from './visitor';

/** What the tests of a file share: made before the first, gone after the last. */
interface Stage {
  people: People;
  browsers: Browsers;
}

/** For a test file: the server that all files share, with its administrator. Names in it must be the file's own. */
export function stage(): Stage & { administrator: Someone } {
  const made = { administrator: inject('administrator') } as Stage & { administrator: Someone };
  return staged(made, async () => inject('url'));
}

/** For a test file that needs a server at its very first start, or one to kill. */
export function freshStage(settings: Record<string, string> = {}): Stage & { server: Server } {
  const made = {} as Stage & { server: Server };
  afterAll(() => made.server?.stop());
  return staged(made, async () => {
    made.server = await Server.start(settings);
    return made.server.url;
  });
}

/** Whatever a browser complains about fails the test in which it does. */
function staged<S extends Stage>(made: S, url: () => Promise<string>): S {
  beforeAll(async () => {
    const served = await url();
    made.people = new People(served);
    made.browsers = await Browsers.start(served);
  });
  afterEach(() => made.browsers?.closeAll());
  afterAll(() => made.browsers?.stop());
  return made;
}
