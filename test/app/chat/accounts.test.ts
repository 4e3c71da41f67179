import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Reply } from '#ports/desk.ts';
import { noticeOf, saidBy } from '../asks/desk-for-test.ts';
import { CHAT_TOWN, chatForTest } from './chat-for-test.ts';

let chat: Awaited<ReturnType<typeof chatForTest>>;
beforeEach(async () => {
  chat = await chatForTest();
});
afterEach(() => chat[Symbol.asyncDispose]());

let asks = 0;
const write = (user: string, text: string, workspace = 'T1'): Promise<Reply> => {
  asks += 1;
  const actor = { platform: 'slack', workspace, user };
  return chat.onAsk({ kind: 'command', text, actor, dedupeKey: `slack-${asks}` });
};
const codeFor = async (person: string) => {
  const said = noticeOf(await chat.ask(person, 'code'));
  return /link (\S+)$/.exec(said)?.[1] ?? '';
};

test('a code makes an account at a chat desk a person’s, once', async () => {
  expect(noticeOf(await write('U7', 'queue'))).toMatch(/link <kod>/);
  const code = await codeFor('anna');
  expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/);
  expect(noticeOf(await write('U7', `link ${code.toLowerCase()}`))).toBe(
    'Välkommen, Anna Berg. Nu är kontot ditt.',
  );
  expect((await write('U7', 'queue')).kind).toBe('cards');
  expect((await write('U7', 'queue', 'T2')).kind).toBe('text');
  expect(noticeOf(await write('U8', `link ${code}`))).toMatch(/okänd, använd/);
  expect((await write('U8', 'queue')).kind).toBe('text');
});

test('a code is no link into the web desk, and a link no code', async () => {
  const access = chat.access({ rehearsal: false });
  expect(await access.redeem(await codeFor('anna'))).toBeNull();
  const link = await access.issueLink('anna', 'operator');
  expect(noticeOf(await write('U7', `link ${link}`))).toMatch(/okänd/);
  expect(await access.redeem(link)).not.toBeNull();
});

test('an account that the town file gives to one person is never another’s', async () => {
  expect(noticeOf(await write('U1', `link ${await codeFor('anna')}`))).toMatch(/okänd|unknown/i);
  expect(saidBy(await write('U1', 'duty'))).toContain('Anna Berg');
});

test('a guest’s account is nobody’s, whatever the town file says, until it is one no longer', async () => {
  const account = { platform: 'slack', workspace: 'T1', user: 'U1' };
  expect((await write('U1', 'queue')).kind).toBe('cards');
  await chat.accounts.bar(account, true);
  await chat.accounts.bar(account, true);
  expect((await write('U1', 'queue')).kind).toBe('text');
  await chat.accounts.bar(account, false);
  expect((await write('U1', 'queue')).kind).toBe('cards');
});

test('a code does not make a guest a member, and guests the desk has never met are not written down', async () => {
  const account = { platform: 'slack', workspace: 'T1', user: 'U1' };
  await chat.accounts.bar(account, true);
  expect(noticeOf(await write('U1', `link ${await codeFor('cleo')}`))).toMatch(/okänd|unknown/i);
  await chat.accounts.bar({ ...account, user: 'U999' }, true);
  expect(await chat.store.read.accountHolder({ ...account, user: 'U999' })).toBeNull();
});

test('whoever leaves the town leaves no way in for the next of that name', async () => {
  await write('U9', `link ${await codeFor('bo')}`);
  const access = chat.access({ rehearsal: false });
  const session = await access.redeem(await access.issueLink('bo', 'operator'));
  const [link, code] = [await access.issueLink('bo', 'operator'), await codeFor('bo')];
  const apply = (people: typeof CHAT_TOWN.people) =>
    chat.store.transaction((tx) => tx.saveTown({ ...CHAT_TOWN, people }, 'test', 0));
  await apply(CHAT_TOWN.people.filter(({ id }) => id !== 'bo'));
  await apply(CHAT_TOWN.people.map((one) => (one.id === 'bo' ? { ...one, name: 'Nina Ny' } : one)));
  expect((await write('U9', 'queue')).kind).toBe('text');
  expect(await access.session(session?.token ?? '')).toBeNull();
  expect(await access.redeem(link)).toBeNull();
  expect(noticeOf(await write('U9', `link ${code}`))).toMatch(/okänd/);
});

test('the operator takes all accounts from a person', async () => {
  await write('U9', `link ${await codeFor('bo')}`);
  await write('U10', `link ${await codeFor('bo')}`);
  expect(await chat.accounts.unlinkAll('bo')).toBe(2);
  expect(await chat.accounts.unlinkAll('bo')).toBe(0);
  expect((await write('U10', 'queue')).kind).toBe('text');
});

test('who leaves an account is a stranger there, and the log knows persons, not accounts', async () => {
  await write('U777', `link ${await codeFor('bo')}`);
  expect(noticeOf(await write('U777', 'unlink'))).toBe('Kontot tillhör ingen längre.');
  expect((await write('U777', 'queue')).kind).toBe('text');
  expect(noticeOf(await chat.ask('bo', 'unlink'))).toMatch(/inget att ångra/);
  const lines = (await chat.ledger.logLines(0, 1000)).map(({ line }) => line).join('\n');
  expect(lines).toMatch(/account\.linked[\s\S]*account\.unlinked/);
  expect(lines).not.toContain('U777');
});

test('duty tells who is at work now, by everybody’s own calendar, or who comes next', async () => {
  const atWork = saidBy(await chat.ask('anna', 'duty'));
  expect(atWork).toContain('Anna Berg, Kommunikationsenheten');
  expect(atWork).toMatch(/till tors 19 nov\.? 17:00/);
  expect(atWork).not.toContain('Rita Läs');
  chat.clock.nowMs += 12 * 3_600_000;
  const after = saidBy(await chat.ask('anna', 'duty'));
  expect(after).toContain('Ingen som får handlägga');
  expect(after).toMatch(/åter i tjänst fre 20 nov\.? 08:00/);
});
