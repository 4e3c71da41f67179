import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answer } from '#app/answer.ts';
import { claim } from '#app/claim.ts';
import { classify } from '#app/classify.ts';
import { deliverReply } from '#app/deliver-reply.ts';
import { calendars, cyclesOf } from '#app/due.ts';
import { forward } from '#app/forward.ts';
import { noAnswer } from '#app/no-answer.ts';
import { receiveReport } from '#app/receive-report.ts';
import { refer } from '#app/refer.ts';
import { release } from '#app/release.ts';
import { sendLetter } from '#app/send-letter.ts';
import { settleLetter } from '#app/settle-letter.ts';
import { settleReply } from '#app/settle-reply.ts';
import { snooze } from '#app/snooze.ts';
import { takeIn } from '#app/take-in.ts';
import { CLASSES } from '#domain/items/class.ts';
import type { Person } from '#domain/people/person.ts';
import type { Town } from '#domain/town/town.ts';
import { ruleFlagger } from '#flagging/rule-flagger.ts';
import type { ConnectorEvent, Outcome } from '#ports/connector.ts';
import type { MailOutcome } from '#ports/mail.ts';
import { storeForTest } from '../store-for-test.ts';
import { fakeConnector, fakeMailer } from './asks/desk-for-test.ts';
import { BLOG, TOWN } from './town.ts';

/** Stands in everything a citizen, a visitor or a colleague writes or is called. */
const MARK = 'zkx';
const START_MS = Date.parse('2026-11-17T08:15:00Z');
const signal = new AbortController().signal;

const town: Town = {
  ...TOWN,
  people: TOWN.people.map((person) => ({
    ...person,
    name: `${MARK}namn`,
    unit: `${MARK}enhet`,
    email: `${MARK}${person.id}@bjorkdal.example`,
  })),
  departments: TOWN.departments.map((d) => ({ ...d, registry: `${MARK}@bjorkdal.example` })),
};
const people = town.people as [Person, Person];

const TEXTS = [
  `När öppnar ${MARK}?`,
  `Fint väder, ${MARK}.`,
  `Jag ska döda ${MARK}! http://${MARK}.example@192.0.2.7/x 811218-9876`,
  `${MARK}\0\uD800`,
  '',
] as const;

const OUTCOMES: readonly (Outcome | undefined)[] = [
  undefined,
  { kind: 'manual', how: `${MARK} för hand` },
  { kind: 'refused', code: `${MARK} med ord`, message: MARK },
  { kind: 'retry', afterMs: 1, message: MARK },
];

const MAILS: readonly (MailOutcome | undefined)[] = [
  undefined,
  { kind: 'refused', message: MARK },
  { kind: 'uncertain', message: MARK },
  { kind: 'retry', message: MARK },
];

const steps = fc.array(
  fc.record({
    verb: fc.constantFrom(
      ...(['comment', 'own', 'gone', 'report', 'form', 'unknown'] as const),
      ...(['claim', 'release', 'class', 'answer', 'no-answer', 'refer', 'forward'] as const),
      ...(['snooze', 'jobs', 'jobs', 'settle', 'done', 'again'] as const),
    ),
    who: fc.nat(1),
    n: fc.nat(20),
    on: fc.nat(1),
    hours: fc.nat(6),
  }),
  { minLength: 10, maxLength: 40 },
);

test('no line of the log tells words or names, and no item changes without a line', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (story) => {
      await using open = await storeForTest();
      const { store } = open;
      let nowMs = START_MS;
      let keys = 0;
      const clock = { now: () => nowMs };
      const prepared = calendars(clock.now);
      const post = fakeMailer();
      const platform = fakeConnector();
      const needs = {
        store,
        clock,
        nowMs: START_MS,
        newKey: () => `key-${++keys}`,
        receipt: () => `R-${++keys}`,
        flagger: () => ruleFlagger({ grounds: [], ownHosts: [] }),
        cycles: (t: Town, channel: typeof BLOG) => cyclesOf(prepared, t, channel),
        connector: () => platform.connector,
        mailer: post.mailer,
      };
      await store.transaction((tx) => tx.saveTown(town, 'operator', nowMs));

      const feed = (event: ConnectorEvent) =>
        store.transaction((tx) =>
          takeIn(tx, { ...needs, nowMs }, { town, channel: BLOG, events: [event], source: MARK }),
        );
      const ping = () => ({
        key: 'ping',
        rev: 0,
        locale: 'sv' as const,
        tone: 'calm' as const,
        title: MARK,
        body: [],
        actions: [],
        overflow: [],
        fallbackText: MARK,
      });
      const letter = (reference: string) => ({ subject: `${MARK} ${reference}`, text: MARK });

      /** Rows of all items with everything that hangs on them, and how many lines speak of each. */
      const state = async () => {
        const rows = await open.engine.database.query<{ id: number; row: string; lines: number }>(
          `SELECT i.id, to_jsonb(i)::text || coalesce(
                    (SELECT jsonb_agg(c ORDER BY c.n)::text FROM clock_cycle c WHERE c.item_id = i.id),
                  '') AS row,
                  (SELECT count(*)::int FROM log_entry l WHERE l.item_id = i.id) AS lines
           FROM item i ORDER BY i.id`,
        );
        return new Map(rows.map((row) => [row.id, row]));
      };

      const step = async ({
        verb,
        who,
        n,
        on,
        hours,
      }: (typeof story)[number]): Promise<unknown> => {
        nowMs += hours * 3_600_000;
        const externalId = `c${on}`;
        const by = people[who] as Person;
        const text = TEXTS[n % TEXTS.length] ?? '';
        const item = (await store.read.itemByExternal('blog', externalId))?.id ?? 0;
        const view = await store.read.view(item);
        const asked = { item, by };
        const base = { externalId, occurredAtMs: nowMs };
        const comment = {
          ...base,
          type: 'comment' as const,
          author: {
            externalId: MARK,
            name: `${MARK}son`,
            handle: `@${MARK}`,
            email: `${MARK}@x.se`,
          },
          visibility: 'public' as const,
          text,
          media: [{ url: `https://${MARK}.example/a.png`, alt: MARK }],
          url: `https://blog.bjorkdal.example/${MARK}#${externalId}`,
          presence: n % 3 === 0 ? ('hidden' as const) : ('shown' as const),
        };
        switch (verb) {
          case 'comment':
            return feed({ ...comment, self: false });
          case 'own':
            return feed({
              ...comment,
              self: true,
              externalId: `own-${n}`,
              parentExternalId: externalId,
            });
          case 'gone':
            return feed({ ...base, type: 'gone' });
          case 'report':
            return feed({ ...base, type: 'report', text });
          case 'unknown':
            return feed({ type: 'unknown', kind: `${MARK} med ord` });
          case 'form':
            return receiveReport(needs, {
              department: 'info',
              report: {
                kind: n % 2 ? 'comment' : 'contact',
                ...(n % 3 && { link: comment.url }),
                text: `${MARK} ${text}`,
                email: `${MARK}@x.se`,
                verified: true,
                formKey: `form-${++keys}`,
              },
            });
          case 'claim':
            return claim(needs, asked);
          case 'release':
            return release(needs, asked);
          case 'class':
            return classify(needs, {
              ...asked,
              itemClass: CLASSES[n % CLASSES.length] ?? 'neutral',
            });
          case 'answer':
            return answer(needs, { ...asked, words: text });
          case 'no-answer':
            return noAnswer(needs, { ...asked, reason: 'no-question', note: MARK });
          case 'refer':
            return refer(needs, {
              ...asked,
              kind: n % 2 ? 'registry' : 'other-authority',
              to: `${MARK}@annan.example`,
              letter,
              ...(n % 3 && { answer: () => MARK }),
            });
          case 'forward': {
            const to = n % 2 ? people[1 - who]?.id : `${MARK}@annan.example`;
            return forward(needs, {
              ...asked,
              to: to ?? '',
              byMail: true,
              note: MARK,
              letter,
              ping,
            });
          }
          case 'snooze':
            return snooze(needs, { ...asked, untilMs: nowMs + n * 60_000 });
          case 'jobs': {
            const outcome = OUTCOMES[n % OUTCOMES.length];
            if (outcome) platform.next.push(outcome);
            const mail = MAILS[n % MAILS.length];
            if (mail) post.next.push(mail);
            for (const { id } of view?.replies ?? [])
              await deliverReply(needs, { reply: id, signal }).catch(() => undefined);
            for (const { id } of view?.letters ?? [])
              await sendLetter(needs, { letter: id, signal }).catch(() => undefined);
            return;
          }
          case 'settle':
            return settleLetter(needs, {
              letter: view?.letters.at(-1)?.id ?? 0,
              by,
              how: n % 2 ? 'sent' : 'again',
            });
          case 'done':
          case 'again':
            return settleReply(needs, { reply: view?.replies.at(-1)?.id ?? 0, by, how: verb });
        }
      };

      for (const each of story) {
        const before = await state();
        await step(each);
        for (const [id, { row, lines }] of await state()) {
          const known = before.get(id);
          if (known?.row !== row)
            expect(lines, `${each.verb} ${row}`).toBeGreaterThan(known?.lines ?? 0);
        }
      }
      const log = await open.ledger.logLines(0, 10_000);
      expect(log.filter(({ line }) => line.toLowerCase().includes(MARK))).toEqual([]);
    }),
    { numRuns: 12 },
  );
}, 120_000);
