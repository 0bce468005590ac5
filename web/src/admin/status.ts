import type { Rest } from '../rest/rest';

export type Condition = 'up' | 'degraded' | 'down';

export interface Part {
  readonly status: Condition;
  readonly latencyMs?: number;
  readonly detail?: string;
}

export interface NodeStatus {
  readonly name: string;
  readonly version: string;
  readonly startedAt: string;
  readonly uptimeSeconds: number;
  readonly connections: number;
  readonly rooms: number;
  readonly messagesPerSecond: number;
}

export interface ServerStatus {
  readonly status: Condition;
  readonly node: string;
  readonly storage: { readonly database: 'embedded' | 'external'; readonly sessions: 'database' | 'redis' };
  readonly parts: Readonly<Record<string, Part>>;
  readonly nodes: readonly NodeStatus[];
}

export function serverStatus(rest: Rest): Promise<ServerStatus> {
  return rest.get('/status');
}
