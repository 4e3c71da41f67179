import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { expect, it } from 'vitest';
import { startQueue } from '#jobs/queue.ts';
import { PrismaClient } from '#store/generated/client.ts';
import { type JobHouse, jobsSuite, until } from './jobs-suite.ts';

async function embeddedHouse(): Promise<JobHouse> {
  const pglite = await PGlite.create('memory://');
  const prisma = new PrismaClient({ adapter: new PrismaPGlite(pglite) });
  return {
    database: { kind: 'embedded', pglite },
    prisma,
    [Symbol.asyncDispose]: async () => {
      await prisma.$disconnect();
      await pglite.close();
    },
  };
}

jobsSuite(embeddedHouse);

it('takes up what was running when the last process was killed, at once', async () => {
  await using house = await embeddedHouse();
  const onError = () => {};
  await using first = await startQueue({ database: house.database, onError });
  await house.prisma.$transaction((tx) => first.sendJob(tx, 'answer', { reply: 1 }));
  // What a kill leaves behind: a job marked as running that nobody runs.
  await house.prisma.$executeRawUnsafe(
    `UPDATE pgboss.job SET state = 'active', started_on = now(), heartbeat_on = now()`,
  );
  await using second = await startQueue({ database: house.database, onError });
  const seen: number[] = [];
  const startMs = performance.now();
  await second.work('answer', async ({ reply }) => {
    seen.push(reply);
  });
  await until(() => seen.length > 0);
  expect(performance.now() - startMs).toBeLessThan(5_000);
});
