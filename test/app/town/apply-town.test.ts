import { expect, test } from 'vitest';
import { applyTown, planTown } from '#app/apply-town.ts';
import type { Town } from '#domain/town/town.ts';
import { storeForTest } from '../../store-for-test.ts';
import { EXAMPLES, exampleTown } from './example-town.ts';

const NOW_MS = Date.UTC(2026, 10, 22, 8);
const clock = { now: () => NOW_MS };

async function logLines(opened: Awaited<ReturnType<typeof storeForTest>>) {
  const lines = await opened.ledger.logLines(0, 100);
  return lines.map(({ line }) => JSON.parse(line) as { type: string; data?: object });
}

test.each(EXAMPLES)('the town of %s comes back from the store as it was applied', async (name) => {
  await using opened = await storeForTest();
  const { town, sha256 } = exampleTown(name);
  const applied = await applyTown({ ...opened, clock }, { town, sha256, by: 'system' });
  expect(applied.ok).toBe(true);
  expect(await opened.store.read.town()).toEqual(town);
});

test('an application is logged once, in codes and numbers, and again when something changes', async () => {
  await using opened = await storeForTest();
  const needs = { ...opened, clock };
  const { town, sha256 } = exampleTown('rehearsal');
  await applyTown(needs, { town, sha256, by: 'system' });
  await applyTown(needs, { town, sha256, by: 'system' });
  const next: Town = { ...town, people: town.people.slice(0, -1).concat(renamed(town)) };
  await applyTown(needs, { town: next, sha256: 'f'.repeat(64), by: 'adm-1' });
  const lines = await logLines(opened);
  expect(lines.map(({ type, data }) => [type, data])).toEqual([
    [
      'town.applied',
      {
        document: sha256,
        'profile-added': 1,
        'department-added': 2,
        'calendar-added': 2,
        'person-added': 5,
        'channel-added': 6,
        'ground-added': 7,
      },
    ],
    ['town.applied', { document: 'f'.repeat(64), 'person-changed': 1 }],
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/Whitfield|Whitby|bjorkdal/);
});

test('a plan that is no longer true is refused and changes nothing', async () => {
  await using opened = await storeForTest();
  const needs = { ...opened, clock };
  const [harjedalen, malmo] = [exampleTown('harjedalen'), exampleTown('malmo')];
  const plan = await planTown(opened, { town: malmo.town });
  if (!plan.ok) throw new Error('unreachable');
  await applyTown(needs, { ...harjedalen, by: 'system' });
  const { base } = plan.value;
  expect(await applyTown(needs, { ...malmo, by: 'system', base })).toEqual({
    ok: false,
    refusal: { kind: 'moved-on' },
  });
  expect(await opened.store.read.town()).toEqual(harjedalen.town);
  expect(await logLines(opened)).toHaveLength(1);
});

test('of two who apply the same plan at the same time, one is refused', async () => {
  await using opened = await storeForTest();
  const needs = { ...opened, clock };
  const [a, b] = [exampleTown('harjedalen'), exampleTown('malmo')];
  const plan = await planTown(opened, { town: a.town });
  if (!plan.ok) throw new Error('unreachable');
  const { base } = plan.value;
  const outcomes = await Promise.all(
    [a, b].map((read) => applyTown(needs, { ...read, by: 'system', base })),
  );
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
});

test('a town with faults is refused before anything is opened', async () => {
  const { town } = exampleTown('rehearsal');
  const channels = town.channels.map((c) => ({ ...c, deputy: c.responsible }));
  const untouched = {
    store: {
      transaction: () => {
        throw new Error('must not be reached');
      },
    },
    clock,
  };
  const outcome = await applyTown(untouched, {
    town: { ...town, channels },
    sha256: '',
    by: 'system',
  });
  expect(outcome).toMatchObject({ ok: false, refusal: { kind: 'faulty' } });
});

function renamed(town: Town) {
  const last = town.people.at(-1);
  if (!last) throw new Error('unreachable');
  return { ...last, name: 'Peter Whitby' };
}
