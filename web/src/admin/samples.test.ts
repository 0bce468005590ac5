import { expect, it } from 'vitest';
import { ceilingOf, linePath, sampleOf, withSample } from './samples';
import type { ServerStatus } from './status';

const node = { name: 'a', version: '1', startedAt: '', uptimeSeconds: 1, connections: 3, rooms: 1, messagesPerSecond: 1.5 };
const status: ServerStatus = {
  status: 'up',
  node: 'a',
  storage: { database: 'embedded', sessions: 'database' },
  parts: { database: { status: 'up', latencyMs: 0.7 } },
  nodes: [node, { ...node, name: 'b', connections: 4 }],
};

it('sums up what the nodes do', () => {
  expect(sampleOf(status, 10)).toEqual({ at: 10, connections: 7, messagesPerSecond: 3, latencyMs: 0.7 });
});

it('keeps samples for a while', () => {
  const [old, young, added] = [1, 50, 100].map((at) => sampleOf(status, at));
  expect(withSample([old!, young!], added!, 60).map(({ at }) => at)).toEqual([50, 100]);
});

it.each([
  [0, 0.1],
  [0.3, 0.5],
  [1, 1],
  [7, 10],
  [201, 500],
])('rounds %d up to %d', (value, ceiling) => {
  expect(ceilingOf(value)).toBeCloseTo(ceiling);
});

it('draws from corner to corner, with a hole where nothing is known', () => {
  const points = [{ at: 0, value: 0 }, { at: 25, value: 5 }, { at: 50 }, { at: 100, value: 10 }];
  expect(linePath(points, 0, 100, 10)).toBe('M0.00 100.00L25.00 50.00M100.00 0.00');
});
