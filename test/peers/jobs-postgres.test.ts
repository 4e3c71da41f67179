import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { Client, Pool } from 'pg';
import { expect, it } from 'vitest';
import { startQueue } from '#jobs/queue.ts';
import { startTimetable } from '#jobs/timetable.ts';
import { PrismaClient } from '#store/generated/client.ts';
import { type JobHouse, jobsSuite, until } from '../contract/jobs-suite.ts';

const SERVER = process.env['TEST_DATABASE_URL'] ?? 'postgres://root@127.0.0.1:5432/test';

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: SERVER });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function postgresHouse(): Promise<JobHouse & { readonly url: string }> {
  const name = `kvorum_jobs_${randomUUID().replaceAll('-', '')}`;
  await onServer(`CREATE DATABASE ${name}`);
  const url = Object.assign(new URL(SERVER), { pathname: `/${name}` }).href;
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: url }) });
  return {
    url,
    database: { kind: 'postgres', url },
    prisma,
    [Symbol.asyncDispose]: async () => {
      await prisma.$disconnect();
      await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

jobsSuite(postgresHouse);

it('runs a job on one of several replicas only', async () => {
  await using house = await postgresHouse();
  const onError = () => {};
  const seen: string[] = [];
  const replica = async (name: string) => {
    const queue = await startQueue({ database: house.database, onError });
    await queue.work('answer', async ({ reply }) => {
      seen.push(`${reply} by ${name}`);
    });
    return queue;
  };
  await using one = await replica('one');
  await using _two = await replica('two');
  for (let reply = 0; reply < 40; reply += 1) {
    await house.prisma.$transaction((tx) => one.sendJob(tx, 'answer', { reply }));
  }
  await until(() => seen.length >= 40, 60_000);
  expect(new Set(seen.map((each) => each.split(' ')[0])).size).toBe(40);
  expect(seen).toHaveLength(40);
});

it('takes up what a killed replica was running', async () => {
  await using house = await postgresHouse();
  await using queue = await startQueue({ database: house.database, onError: () => {} });
  await house.prisma.$transaction((tx) => queue.sendJob(tx, 'answer', { reply: 1 }));
  // What a kill leaves behind: a job marked as running whose heartbeat has stopped.
  await house.prisma.$executeRawUnsafe(
    `UPDATE pgboss.job SET state = 'active', started_on = now(), heartbeat_on = now()`,
  );
  const seen: number[] = [];
  const startMs = performance.now();
  await queue.work('answer', async ({ reply }) => {
    seen.push(reply);
  });
  await until(() => seen.length > 0, 40_000);
  expect(performance.now() - startMs).toBeLessThan(30_000);
});

it('runs a slot of the timetable on exactly one replica', async () => {
  await using house = await postgresHouse();
  const claims = new Pool({ connectionString: house.url });
  await using _closing = { [Symbol.asyncDispose]: () => claims.end() };
  await claims.query('CREATE TABLE slot (key text PRIMARY KEY)');
  const claimSlot = async (key: string) => {
    const sql = 'INSERT INTO slot VALUES ($1) ON CONFLICT DO NOTHING';
    return (await claims.query(sql, [key])).rowCount === 1;
  };
  const runs: number[] = [];
  const row = {
    name: 'sweep',
    cron: '* * * * * *',
    limitMs: 500,
    run: async () => {
      runs.push(Math.floor(Date.now() / 1000));
    },
  };
  const errors: unknown[] = [];
  const onError = (name: string, error: Error) => errors.push([name, error]);
  {
    await using _one = startTimetable({ rows: [row], claimSlot, onError });
    await using _two = startTimetable({ rows: [row], claimSlot, onError });
    await using _three = startTimetable({ rows: [row], claimSlot, onError });
    await until(() => runs.length >= 4, 15_000);
  }
  expect(errors).toEqual([]);
  const { rows } = await claims.query<{ n: number }>('SELECT count(*)::int AS n FROM slot');
  expect(runs.length).toBe(rows[0]?.n);
  expect(new Set(runs).size).toBe(runs.length);
});
