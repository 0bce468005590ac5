import type { TestProject } from 'vitest/node';
import { People, type Someone } from './people';
import { Server } from './server';

declare module 'vitest' {
  export interface ProvidedContext {
    url: string;
    administrator: Someone;
  }
}

/** One server for all files, since a start takes its time. Gives what stops it. */
export default async function share(project: TestProject): Promise<() => Promise<void>> {
  const server = await Server.start();
  project.provide('url', server.url);
  project.provide('administrator', await new People(server.url).register('ada', { setupToken: server.setupToken }));
  return () => server.stop();
}
