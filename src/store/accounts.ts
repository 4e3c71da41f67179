import type { Person } from '#domain/people/person.ts';
import type { Town } from '#domain/town/town.ts';
import type { Account, Accounts } from '#ports/accounts.ts';
import { issue, newCode, secretOfCode, spend } from './one-time.ts';
import type { Runner } from './runner.ts';
import { storable, storableAll } from './storable.ts';

/** Accounts in the database; every change has its entry, by the person's id and never by the account's. */
export function accountsOn(runner: Runner): Accounts {
  return {
    issueCode: (id, by) =>
      runner(async (tx, db) => {
        const code = newCode();
        await issue({ tx, db }, secretOfCode(code), { person: id, by });
        return code;
      }),
    link: (account, code) =>
      runner(async (tx, db) => {
        // A guest stays one until the workspace says otherwise.
        if ((await tx.accountHolder(account)) === 'barred') return { kind: 'refused' };
        const id = await spend(db, secretOfCode(code));
        const town = await tx.town();
        const person = town?.people.find((one) => one.id === id);
        if (!person || isAnothers(town, account, person)) return { kind: 'refused' };
        const linked = { person: person.id, linkedAtMs: BigInt(Date.now()) };
        const where = { platform_workspace_account: keyOf(account) };
        await db.linkedAccount.upsert({
          where,
          create: { ...keyOf(account), ...linked },
          update: linked,
        });
        const data = { platform: account.platform };
        tx.log({ type: 'account.linked', atMs: Date.now(), actor: person.id, data });
        return { kind: 'linked', person };
      }),
    unlink: (account) =>
      runner(async (tx, db) => {
        const holder = await tx.accountHolder(account);
        if (holder === null || holder === 'barred') return false;
        await db.linkedAccount.deleteMany({ where: keyOf(account) });
        const data = { platform: account.platform };
        tx.log({ type: 'account.unlinked', atMs: Date.now(), actor: holder.person, data });
        return true;
      }),
    unlinkAll: (id) =>
      runner(async (tx, db) => {
        const { count } = await db.linkedAccount.deleteMany({ where: { person: storable(id) } });
        const data = { person: id, count };
        if (count > 0)
          tx.log({ type: 'account.unlinked', atMs: Date.now(), actor: 'operator', data });
        return count;
      }),
    bar: (account, barred) =>
      runner(async (tx, db) => {
        const holder = await tx.accountHolder(account);
        if ((holder === 'barred') === barred) return;
        // Whoever has nothing to do with the desk is not written down for having left a workspace.
        if (holder === null && !ownerOf(await tx.town(), account)) return;
        const where = { platform_workspace_account: keyOf(account) };
        const nobodys = { person: null, linkedAtMs: BigInt(Date.now()) };
        if (barred)
          await db.linkedAccount.upsert({
            where,
            create: { ...keyOf(account), ...nobodys },
            update: nobodys,
          });
        else await db.linkedAccount.deleteMany({ where: keyOf(account) });
        const type = barred ? 'account.barred' : 'account.admitted';
        tx.log({ type, atMs: Date.now(), actor: 'system', data: { platform: account.platform } });
      }),
  };
}

const keyOf = ({ platform, workspace, user }: Account) =>
  storableAll({ platform, workspace, account: user });

/** Four eyes compare persons: an account that the town file gives to one is never another's. */
function isAnothers(town: Town | null, account: Account, person: Person): boolean {
  const owner = ownerOf(town, account);
  return owner !== undefined && owner.id !== person.id;
}

function ownerOf(town: Town | null, account: Account): Person | undefined {
  return town?.people.find(({ identities }) =>
    identities.some(
      ({ platform, workspace, user }) =>
        platform === account.platform && workspace === account.workspace && user === account.user,
    ),
  );
}
