import type { Person } from '#domain/people/person.ts';
import type { Access } from '#ports/access.ts';
import type { Reading } from '#ports/store.ts';
import type { PrismaClient } from './generated/client.ts';
import { hashOf, issue, newSecret, spend } from './one-time.ts';
import type { Runner } from './runner.ts';

/** A working day; nobody stays signed in over night at a shared machine. */
const SESSION_MS = 12 * 60 * 60_000;

interface AccessNeeds {
  readonly prisma: PrismaClient;
  readonly runner: Runner;
  readonly read: Pick<Reading, 'town'>;
}

/** Links and sessions in the database, by hash only: a stolen backup opens nothing. */
export function accessOn({ prisma, runner, read }: AccessNeeds, rehearsal: boolean): Access {
  const person = async (id: string): Promise<Person | null> =>
    (await read.town())?.people.find((one) => one.id === id) ?? null;

  return {
    issueLink: (id, by) =>
      runner(async (tx, db) => {
        const secret = newSecret();
        await issue({ tx, db }, secret, { person: id, by });
        return secret;
      }),
    redeem: (secret) =>
      runner(async (tx, db) => {
        const holder = await spend(db, secret);
        if (holder === null) return null;
        const nowMs = Date.now();
        const token = newSecret();
        const expiresAtMs = nowMs + SESSION_MS;
        await db.session.create({
          data: {
            tokenHash: hashOf(token),
            person: holder,
            expiresAtMs: BigInt(expiresAtMs),
          },
        });
        tx.log({ type: 'access.session-opened', atMs: nowMs, actor: holder });
        return { token, expiresAtMs };
      }),
    async session(token) {
      const row = await prisma.session.findUnique({ where: { tokenHash: hashOf(token) } });
      if (!row || Number(row.expiresAtMs) <= Date.now()) return null;
      const found = await person(row.person);
      return found && { person: found, rehearsal };
    },
    async actAs(token, id) {
      if (!rehearsal || !(await person(id))) return false;
      const { count } = await prisma.session.updateMany({
        where: { tokenHash: hashOf(token), expiresAtMs: { gt: BigInt(Date.now()) } },
        data: { person: id },
      });
      return count === 1;
    },
    async end(token) {
      await prisma.session.deleteMany({ where: { tokenHash: hashOf(token) } });
    },
  };
}
