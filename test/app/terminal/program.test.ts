import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { townChanges } from '#domain/town/diff.ts';
import { serve } from '#http/server.ts';
import type { Form, OnAsk, Reply } from '#ports/desk.ts';
import type { TownAnswer } from '#ports/operator.ts';
import { exampleTown } from '../town/example-town.ts';
import { deskForTest, runAt } from './desk-for-test.ts';

const nobodyRuns = () => mkdtempSync(join(tmpdir(), 'kvorum-terminal-'));

const blank: Form = {
  id: 'reply',
  ref: '12',
  rev: 3,
  title: 'Svara',
  submit: 'Skicka',
  body: [{ kind: 'quote', text: 'När öppnar simhallen?', marks: [] }],
  fields: [{ kind: 'long', name: 'text', label: 'Svar', maxLength: 2000 }],
  preview: { label: 'Granska' },
};

/** A desk whose `reply` needs a text of five letters, shows it, then sends it. */
const replying: OnAsk = async (ask): Promise<Reply> => {
  if (ask.kind === 'command') return { kind: 'form', form: blank };
  if (ask.kind !== 'formSubmit') return { kind: 'text', tone: 'attention', text: 'Nej.' };
  const { text = '', preview } = ask.values;
  if (text.length < 5) return { kind: 'errors', form: blank, errors: { text: 'För kort.' } };
  if (!preview) return { kind: 'text', tone: 'done', text: `Skickat: ${text}` };
  const shown = [{ kind: 'text' as const, text: `Kommunen: ${text}` }];
  return { kind: 'form', form: { ...blank, preview: { label: 'Granska', shown } } };
};

describe('signing in', () => {
  test('keeps the session where only its owner reads it, until it is ended', async () => {
    await using desk = await deskForTest({});
    expect(await desk.kvorum(['queue'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('kvorum login'),
    });
    expect((await desk.kvorum(['login', `${desk.url}/enter/once`])).code).toBe(0);
    expect(statSync(desk.sessionFile).mode & 0o777).toBe(0o600);
    expect(readFileSync(desk.sessionFile, 'utf8')).toContain('token');
    expect(await desk.kvorum(['queue'])).toMatchObject({ code: 0, out: 'Klart.\n' });
    // The operator names a person; who names nobody asks for themselves.
    for (const word of ['code', 'unlink'])
      expect(await desk.kvorum([word])).toMatchObject({ code: 0, out: 'Klart.\n' });
    expect((await desk.kvorum(['logout'])).code).toBe(0);
    expect(desk.access.ended).toEqual(['token']);
    expect((await desk.kvorum(['queue'])).code).toBe(1);
  });

  test('what another machine says moves no cursor', async () => {
    const message = 'a\u001b]0;title\u0007\u001b[2Jb';
    const hostile = new Hono().post('/api/session', (c) =>
      c.json({ error: { code: 'x', message } }, 401),
    );
    await using server = await serve(hostile, { host: '127.0.0.1', port: 0 });
    const outcome = await runAt(nobodyRuns(), ['login', `${server.url}/enter/x`]);
    expect(outcome).toEqual({ code: 1, out: '', err: 'ab\n' });
  });

  test('a used link and no link are told apart', async () => {
    await using desk = await deskForTest({});
    await desk.kvorum(['login', `${desk.url}/enter/once`]);
    expect(await desk.kvorum(['login', `${desk.url}/enter/once`])).toMatchObject({
      code: 1,
      err: expect.stringContaining('used or too old'),
    });
    expect((await desk.kvorum(['login', 'hello'])).code).toBe(2);
  });

  test('a desk that has gone is told of, without a stack', async () => {
    const desk = await deskForTest({});
    await desk.kvorum(['login', `${desk.url}/enter/once`]);
    await desk[Symbol.asyncDispose]();
    const { code, err } = await desk.kvorum(['queue']);
    expect([code, err]).toEqual([1, `The desk at ${desk.url} does not answer. Is it running?\n`]);
  });
});

describe('asking the desk', () => {
  async function signedIn(onAsk: OnAsk) {
    const desk = await deskForTest({ onAsk });
    await desk.kvorum(['login', `${desk.url}/enter/once`]);
    return desk;
  }

  test('words go as they are; every ask has a key of its own', async () => {
    await using desk = await signedIn(async () => ({ kind: 'text', tone: 'calm', text: '' }));
    await desk.kvorum(['find', 'snow plough']);
    await desk.kvorum(['find', 'snow plough']);
    expect(desk.asks).toMatchObject([{ text: 'find snow plough' }, { text: 'find snow plough' }]);
    expect(new Set(desk.asks.map((ask) => ask.dedupeKey)).size).toBe(2);
  });

  test('a form is filled in line by line, shown, and sent when the person says yes', async () => {
    await using desk = await signedIn(replying);
    const typed = ['Hej!', 'På måndag.', '.', 'y'];
    const { code, out } = await desk.kvorum(['reply', '12'], typed);
    expect(code).toBe(0);
    expect(out).toContain('│ När öppnar simhallen?');
    expect(out).toContain('Kommunen: Hej!\nPå måndag.');
    expect(out.endsWith('Skickat: Hej!\nPå måndag.\n')).toBe(true);
    expect(desk.asks.map((ask) => (ask.kind === 'formSubmit' ? ask.values : ask.kind))).toEqual([
      'command',
      { text: 'Hej!\nPå måndag.', preview: '1' },
      { text: 'Hej!\nPå måndag.' },
    ]);
  });

  test('nothing is sent when the person says anything else, or goes away', async () => {
    await using desk = await signedIn(replying);
    for (const last of [['n'], [''], []]) {
      const { code, err } = await desk.kvorum(['reply', '12'], ['På måndag.', '.', ...last]);
      expect([code, err]).toEqual([1, 'Nothing was sent.\n']);
    }
    const sent = desk.asks.filter((ask) => ask.kind === 'formSubmit' && !ask.values['preview']);
    expect(sent).toEqual([]);
  });

  test('what the desk faults is asked for again', async () => {
    await using desk = await signedIn(replying);
    const { code, err } = await desk.kvorum(['reply', '12'], ['Hej', '.', 'På måndag.', '.', 'ja']);
    expect([code, err]).toEqual([0, 'Svar: För kort.\n']);
  });

  test('given with the command it needs nobody, but a yes', async () => {
    await using desk = await signedIn(replying);
    const args = ['reply', '12', '--text', '--- På måndag.'];
    expect(await desk.kvorum(args)).toMatchObject({
      code: 2,
      err: expect.stringContaining('--yes'),
    });
    expect(await desk.kvorum([...args, '--yes'])).toMatchObject({
      code: 0,
      out: 'Skickat: --- På måndag.\n',
    });
    expect(await desk.kvorum(['reply', '12'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--text "…"'),
    });
    expect(await desk.kvorum(['reply', '12', '--text=Hej', '--yes'])).toMatchObject({ code: 1 });
  });

  test('a button carries the number the card showed; a refusal exits with 1', async () => {
    await using desk = await signedIn(replying);
    expect(await desk.kvorum(['do', 'take', '12', '3'])).toMatchObject({ code: 1, out: 'Nej.\n' });
    expect(desk.asks).toMatchObject([{ kind: 'action', verb: 'take', ref: '12', rev: 3 }]);
    expect((await desk.kvorum(['do', 'take', '12'])).code).toBe(2);
    expect((await desk.kvorum(['do', 'take', '12', 'x'])).code).toBe(2);
  });
});

describe('the operator', () => {
  const { town } = exampleTown('malmo');
  const changes = townChanges(exampleTown('harjedalen').town, town);

  async function withPlan(answer: TownAnswer) {
    const applied: unknown[] = [];
    const desk = await deskForTest({
      operator: {
        planTown: async () => ({ kind: 'plan', changes, base: 'b1' }),
        applyTown: async (_, base) => {
          applied.push(base);
          return answer;
        },
      },
    });
    return Object.assign(desk, { applied });
  }

  test('sees what changes and is asked before it does', async () => {
    await using desk = await withPlan({ kind: 'applied', changes, base: 'b1' });
    const no = await desk.kvorum(['apply', 'examples/malmo.yaml'], ['n']);
    expect([no.code, no.err]).toEqual([1, 'Nothing was changed.\n']);
    expect(no.out).toContain('+ channel miljo-blogg added\n');
    expect((await desk.kvorum(['apply', 'examples/malmo.yaml'])).code).toBe(2);
    expect(desk.applied).toEqual([]);
    expect((await desk.kvorum(['apply', 'examples/malmo.yaml'], ['y'])).code).toBe(0);
    expect((await desk.kvorum(['apply', 'examples/malmo.yaml', '--yes'])).code).toBe(0);
    expect(desk.applied).toEqual(['b1', 'b1']);
  });

  test('is told when somebody else was faster', async () => {
    await using desk = await withPlan({ kind: 'moved-on' });
    const { code, err } = await desk.kvorum(['apply', 'examples/malmo.yaml', '--yes']);
    expect([code, err]).toMatchObject([1, expect.stringContaining('Nothing was done')]);
  });

  test('a town with faults never reaches the desk', async () => {
    await using desk = await withPlan({ kind: 'applied', changes, base: 'b1' });
    const path = join(desk.folder, 'town.yaml');
    const text = readFileSync('examples/malmo.yaml', 'utf8');
    writeFileSync(path, text.replace('    deputy: sk-2', '    deputy: sk-1'));
    const { code, err } = await desk.kvorum(['apply', path, '--yes']);
    expect(code).toBe(1);
    expect(err).toMatch(/town\.yaml:\d+:\d+ {2}channels\.stad-facebook\.deputy: must be another/);
    expect(desk.applied).toEqual([]);
  });

  test('gets a link for a person there is', async () => {
    await using desk = await deskForTest({
      operator: { issueLink: async (id) => (id === 'mod-1' ? 'http://x/enter/s' : null) },
    });
    expect(await desk.kvorum(['link', 'mod-1'])).toMatchObject({
      code: 0,
      out: 'http://x/enter/s\n',
    });
    expect((await desk.kvorum(['link', 'mod-9'])).code).toBe(1);
  });

  test('gets a code for a person there is, as it is to be written in a chat', async () => {
    await using desk = await deskForTest({
      operator: { issueCode: async (id) => (id === 'mod-1' ? 'ABCD-EFGH-JKLM' : null) },
    });
    const { code, out } = await desk.kvorum(['code', 'mod-1']);
    expect([code, out]).toEqual([0, expect.stringContaining('/desk link ABCD-EFGH-JKLM\n')]);
    expect((await desk.kvorum(['code', 'mod-9'])).code).toBe(1);
  });

  test('is told what is wrong with the log, and hands in what was kept outside', async () => {
    const held: unknown[] = [];
    await using desk = await deskForTest({
      operator: {
        verifyLog: async (notes) => {
          held.push(...notes);
          return {
            entries: 9,
            root: 'ab12',
            checkpointsVerified: 1,
            entriesSigned: 8,
            contentsVerified: 4,
            faults: [{ kind: 'content-altered', entry: 3, field: 'text' }],
          };
        },
      },
    });
    const note = join(desk.folder, 'note.txt');
    writeFileSync(note, 'a note\n');
    const { code, out } = await desk.kvorum(['verify', '--held', note]);
    expect(code).toBe(1);
    expect(out).toContain('NOT whole: 1 fault.\n');
    expect(out).toContain('9 entries, 8 of them under 1 verified checkpoint; 4 archived texts');
    expect(out).toContain('entry 3: the archived text is not what was logged');
    expect(held).toEqual(['a note\n']);
    expect((await runAt(nobodyRuns(), ['verify'])).out).toContain('The log is whole.');
  });

  test('tells of every channel what its platform said; a fault anywhere is told by the exit code', async () => {
    const notUnderstood = { count: 2, newest: 'comment with wrong id' };
    const report = {
      channel: 'blog',
      platform: 'wordpress',
      pulledAt: null,
      notUnderstood,
      fault: null,
    };
    const well = { check: 'reach', ok: true, message: 'WordPress 6.8 answers.' } as const;
    const refused = {
      check: 'credentials',
      ok: false,
      message: 'The password is \u001b[2Jwrong.',
    } as const;
    const asked = (...findings: (typeof well | typeof refused)[]) =>
      deskForTest({ operator: { examineChannels: async () => [{ ...report, findings }] } });
    await using good = await asked(well);
    expect(await good.kvorum(['channels'])).toMatchObject({
      code: 0,
      out: 'blog (wordpress), never read\n  NOTE   not understood, but kept: 2; the newest: comment with wrong id\n  ok     WordPress 6.8 answers.\n',
    });
    await using bad = await asked(well, refused);
    const { code, out } = await bad.kvorum(['channels']);
    expect(code).toBe(1);
    expect(out).toContain('FAULT');
    expect(out).not.toContain('\u001b[2J');
  });

  test('moves a town only while no desk runs on it', async () => {
    await using desk = await deskForTest({});
    const to = 'postgres://localhost/kvorum';
    expect(await desk.kvorum(['move', '--to', to])).toMatchObject({
      code: 1,
      err: expect.stringContaining('stop it first'),
    });
    const moved = await runAt(nobodyRuns(), ['move', '--to', to]);
    expect(moved).toMatchObject({ code: 0, out: expect.stringContaining('5 rows, 7 log entries') });
    expect(moved.out).toMatch(/\nSet DATABASE_URL to that database now: .*\n$/);
    expect((await runAt(nobodyRuns(), ['move', '--to', 'mysql://x'])).code).toBe(2);
    expect((await runAt(nobodyRuns(), ['move'])).code).toBe(2);
  });

  test('a desk.json left behind by a killed desk is not a running one', async () => {
    const folder = nobodyRuns();
    const left = { url: 'http://127.0.0.1:9', key: 'k'.repeat(32), pid: 2 ** 22 + 1 };
    writeFileSync(join(folder, 'desk.json'), JSON.stringify(left));
    expect((await runAt(folder, ['verify'])).code).toBe(0);
    writeFileSync(join(folder, 'desk.json'), '{');
    expect((await runAt(folder, ['verify'])).code).toBe(0);
  });

  test('the house is closed again, also when something went wrong', async () => {
    let closed = 0;
    const openHouse = async () => ({
      planTown: async () => Promise.reject(new Error('the database is away\n    at stack')),
      applyTown: async () => Promise.reject(new Error()),
      verifyLog: async () => Promise.reject(new Error()),
      issueLink: async () => null,
      issueCode: async () => null,
      unlink: async () => 0,
      examineChannels: async () => [],
      [Symbol.asyncDispose]: async () => {
        closed += 1;
      },
    });
    const args = ['apply', 'examples/malmo.yaml', '--yes'];
    const { code, err } = await runAt(nobodyRuns(), args, undefined, { openHouse });
    expect([code, err, closed]).toEqual([1, 'This went wrong: the database is away at stack\n', 1]);
  });
});
