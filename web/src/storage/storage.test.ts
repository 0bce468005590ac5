import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../hubbub/stage';
import { Drafts } from './drafts';
import { openTables } from './indexed';
import { Settings } from './settings';
import { MemoryTables, type Tables } from './tables';

type Draft = { room: string; text: string };

describe('tables', () => {
  test('keep values by key until they are deleted', async () => {
    for (const tables of [await openTables('12', new IDBFactory()), new MemoryTables()]) {
      const table = tables.table<Draft>('drafts');
      await table.put('1', { room: '1', text: 'a' });
      await table.put('2', { room: '2', text: 'b' });
      await table.put('1', { room: '1', text: 'c' });
      await table.delete('2');
      expect(await table.all()).toEqual([{ room: '1', text: 'c' }]);
    }
  });

  test('are a user’s own', async () => {
    const factory = new IDBFactory();
    await (await openTables('12', factory)).table('drafts').put('1', 'ana’s');
    expect(await (await openTables('13', factory)).table('drafts').all()).toEqual([]);
  });

  test('are gone after signing out, also with another tab open, whose writes come to nothing', async () => {
    const factory = new IDBFactory();
    const [one, two] = [await openTables('12', factory), await openTables('12', factory)];
    await two.table('outbox').put('r', 'a');
    await one.destroy();
    await expect(two.table('outbox').put('s', 'b')).rejects.toThrow();
    expect(await (await openTables('12', factory)).table('outbox').all()).toEqual([]);
  });

  test('are in memory where the browser has no storage, or does not let us', async () => {
    const refusing = { open: () => { throw new DOMException('no', 'SecurityError'); } } as unknown as IDBFactory;
    const failing = {
      open: () => {
        const request = { error: new DOMException('no', 'InvalidStateError') } as unknown as IDBOpenDBRequest;
        queueMicrotask(() => request.onerror?.(new Event('error')));
        return request;
      },
    } as unknown as IDBFactory;
    expect(await openTables('12', refusing)).toBeInstanceOf(MemoryTables);
    expect(await openTables('12', failing)).toBeInstanceOf(MemoryTables);
    expect(await openTables('12', undefined)).toBeInstanceOf(MemoryTables);
  });
});

async function drafts(tables: Tables, clock = new ManualClock()): Promise<Drafts> {
  const all = new Drafts(tables.table('drafts'), clock);
  await all.loaded;
  return all;
}

describe('a draft', () => {
  test('is there again after a reload', async () => {
    const tables = new MemoryTables();
    const clock = new ManualClock();
    (await drafts(tables, clock)).write('1', 'half a th');
    await clock.pass(400);
    const later = await drafts(tables);
    expect(later.of('1')).toBe('half a th');
    expect(later.of('2')).toBe('');
    expect(later.rooms).toEqual(['1']);
  });

  test('is saved when the page goes, however fast', async () => {
    const tables = new MemoryTables();
    const before = await drafts(tables);
    before.write('1', 'quick');
    before.flush();
    expect((await drafts(tables)).of('1')).toBe('quick');
  });

  test('that was emptied is gone', async () => {
    const tables = new MemoryTables();
    const before = await drafts(tables);
    before.write('1', 'x');
    before.flush();
    before.write('1', '');
    before.flush();
    expect((await drafts(tables)).rooms).toEqual([]);
    expect(await tables.table('drafts').all()).toEqual([]);
  });

  test('is there again after a reload that came at once', async () => {
    const left = new Map<string, string>();
    const tab = {
      getItem: (name: string) => left.get(name) ?? null,
      setItem: (name: string, value: string) => void left.set(name, value),
      removeItem: (name: string) => void left.delete(name),
    };
    new Drafts(new MemoryTables().table('drafts'), new ManualClock(), tab).write('1', 'half a thought');
    const [tables, clock] = [new MemoryTables(), new ManualClock()];
    const after = new Drafts(tables.table('drafts'), clock, tab);
    await after.loaded;
    expect(after.of('1')).toBe('half a thought');
    await clock.pass(1_000);
    expect(await tables.table('drafts').all()).toEqual([{ room: '1', text: 'half a thought' }]);
    expect(left.size).toBe(0);
  });

  test('that is begun before the old ones are loaded is not overwritten by them', async () => {
    const tables = new MemoryTables();
    await tables.table<Draft>('drafts').put('1', { room: '1', text: 'old' });
    const all = new Drafts(tables.table('drafts'), new ManualClock());
    all.write('1', 'new');
    await all.loaded;
    expect(all.of('1')).toBe('new');
  });
});

test('a setting is what was chosen last, or else what it is by default', async () => {
  const tables = new MemoryTables();
  const before = new Settings(tables.table('settings'));
  before.set('sounds', true);
  const settings = new Settings(tables.table('settings'));
  expect(settings.get('sounds', false)).toBe(false);
  await settings.loaded;
  expect(settings.get('sounds', false)).toBe(true);
  expect(settings.get('sounds', 'a text')).toBe('a text');
  expect(settings.get('other', 7)).toBe(7);
});
