import type { ServerStatus } from './status';

/** How the server did at one moment. */
export interface Sample {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly connections: number;
  readonly messagesPerSecond: number;
  /** How long the database took to answer; undefined when it did not. */
  readonly latencyMs?: number;
}

export function sampleOf(status: ServerStatus, at: number): Sample {
  const sum = (of: 'connections' | 'messagesPerSecond'): number => status.nodes.reduce((all, node) => all + node[of], 0);
  return { at, connections: sum('connections'), messagesPerSecond: sum('messagesPerSecond'), latencyMs: status.parts['database']?.latencyMs };
}

/** The samples with one more, without those that are older than `ms`. */
export function withSample(samples: readonly Sample[], added: Sample, ms: number): readonly Sample[] {
  return [...samples.filter(({ at }) => at > added.at - ms), added];
}

/** The least of 1, 2 and 5 with noughts that `value` does not exceed: a chart's upper edge. */
export function ceilingOf(value: number): number {
  const least = 0.1;
  if (value <= least) {
    return least;
  }
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * power).find((edge) => value <= edge * (1 + 1e-9))!;
}

/** A chart's line in a box of 100 by 100, time to the right; broken where there is no value. */
export function linePath(points: readonly { readonly at: number; readonly value?: number }[], from: number, to: number, ceiling: number): string {
  let path = '';
  let drawing = false;
  for (const { at, value } of points) {
    if (value !== undefined) {
      const x = ((at - from) / (to - from)) * 100;
      const y = 100 - (Math.min(value, ceiling) / ceiling) * 100;
      path += `${drawing ? 'L' : 'M'}${x.toFixed(2)} ${y.toFixed(2)}`;
    }
    drawing = value !== undefined;
  }
  return path;
}
