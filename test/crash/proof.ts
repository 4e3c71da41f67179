import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbedded } from '#store/embedded.ts';
import { openPooled } from '#store/pooled.ts';
import type { Sql } from '#store/sql.ts';
import { openHouse } from '../../src/wire/house.ts';
import { type Blog, DESK_USER } from './blog.ts';
import type { Moderator } from './moderator.ts';
import type { PostOffice } from './post-office.ts';
import type { Sender } from './sender.ts';
import { BLOG, type Town } from './settings.ts';
import type { Stop } from './trial.ts';

/** One thing that must hold: how often it was looked at, and every time it did not. */
export interface Check {
  readonly what: string;
  readonly examined: number;
  readonly violations: readonly string[];
}

export interface Proof {
  readonly checks: readonly Check[];
  readonly counts: Readonly<Record<string, number>>;
}

interface Evidence {
  readonly town: Town;
  readonly blog: Blog;
  readonly post: PostOffice;
  readonly sender: Sender;
  readonly moderator: Moderator;
  readonly stop: Stop;
}

interface ReplyRow {
  readonly id: number;
  readonly text: string;
  readonly state: string;
  readonly external_id: string | null;
}

interface LetterRow {
  readonly id: number;
  readonly message_id: string;
  readonly state: string;
}

interface Rows {
  readonly items: readonly { readonly channel: string; readonly external_id: string }[];
  readonly replies: readonly ReplyRow[];
  readonly letters: readonly LetterRow[];
}

const STOP_MAX_MS = 5_000;

/** Looks at what the desk left behind, from outside. */
export async function examine(evidence: Evidence): Promise<Proof> {
  const verdict = await verifyLog(evidence.town);
  await using engine = await engineOf(evidence.town);
  const sql = engine.database;
  const rows: Rows = {
    items: await sql.query('SELECT channel, external_id FROM item'),
    replies: await sql.query('SELECT id, text, state_kind AS state, external_id FROM reply'),
    letters: await sql.query('SELECT id, message_id, state_kind AS state FROM letter'),
  };
  return {
    checks: [
      stopped(evidence.stop),
      ...intakeChecks(evidence, rows),
      ...replyChecks(evidence, rows),
      ...letterChecks(evidence, rows),
      check('the log verifies', verdict.entries, verdict.faults),
      ...(await wholeness(sql)),
    ],
    counts: countsOf(evidence, rows, verdict.entries),
  };
}

function countsOf({ stop, sender, moderator, blog, post }: Evidence, rows: Rows, entries: number) {
  const inState = (state: string, of: readonly { readonly state: string }[]) =>
    of.filter((row) => row.state === state).length;
  return {
    'settled after, s': stop.settleMs / 1000,
    'stopped within, s': stop.stopMs / 1000,
    'deliveries acknowledged': sender.acknowledgements(),
    'deliveries cut off': sender.unanswered(),
    items: rows.items.length,
    'replies asked for': moderator.asked().replies,
    'referrals asked for': moderator.asked().referrals,
    'replies in the store': rows.replies.length,
    'replies sent': inState('sent', rows.replies),
    'replies by hand': inState('by-hand', rows.replies),
    'answers on the blog': answersOn(blog).length,
    'blog silent after writing': blog.silences(),
    'letters in the store': rows.letters.length,
    'letters sent': inState('sent', rows.letters),
    'letters uncertain (told to a person)': inState('uncertain', rows.letters),
    'mails accepted': post.accepted.length,
    'log entries': entries,
  };
}

const check = (what: string, examined: number, violations: readonly unknown[]): Check => ({
  what,
  examined,
  violations: violations.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))),
});

async function verifyLog({ settings }: Town) {
  const { KVORUM_DATA = '', DATABASE_URL } = settings;
  const config = { KVORUM_DATA, KVORUM_SPEED: 1, ...(DATABASE_URL && { DATABASE_URL }) };
  await using house = await openHouse(config, settings);
  return await house.verifyLog([]);
}

function engineOf({ settings }: Town) {
  const { KVORUM_DATA = '', DATABASE_URL } = settings;
  return DATABASE_URL ? openPooled(DATABASE_URL) : openEmbedded(KVORUM_DATA);
}

function stopped({ settled, settleMs, code, stopMs, printed }: Stop): Check {
  const faults = [
    settled ? [] : `work still waited after ${Math.round(settleMs)} ms`,
    code === 0 ? [] : `the desk ended with ${code}: ${printed}`,
    stopMs < STOP_MAX_MS ? [] : `it took ${Math.round(stopMs)} ms to stop`,
  ].flat();
  return check('it comes to rest and stops within 5 s', 3, faults);
}

function intakeChecks({ sender, blog, town }: Evidence, { items }: Rows): Check[] {
  const there = new Set(items.map((item) => `${item.channel} ${item.external_id}`));
  const lost = (ids: readonly string[]) => ids.filter((id) => !there.has(id));
  const acknowledged = sender.acknowledged.map((d) => `${d.channel} ${d.externalId}`);
  const visible = blog.comments.filter((c) => c.author !== DESK_USER).map((c) => `${BLOG} ${c.id}`);
  const address = join(town.settings['KVORUM_DATA'] ?? '', 'desk.json');
  return [
    check('every acknowledged delivery is an item', acknowledged.length, lost(acknowledged)),
    check('every visible comment of the blog is an item', visible.length, lost(visible)),
    check('no delivery is refused', sender.acknowledgements(), sender.refusals),
    check('a stopped desk leaves no address', 1, existsSync(address) ? [address] : []),
  ];
}

const answersOn = (blog: Blog) => blog.comments.filter((c) => c.author === DESK_USER);

function replyChecks({ blog }: Evidence, { replies }: Rows): Check[] {
  const onBlog = answersOn(blog);
  const texts = onBlog.map((comment) => `${comment.parent}: ${comment.content.raw}`);
  const sentIds = replies.filter((r) => r.state === 'sent').map((r) => r.external_id ?? '');
  const ids = new Set(onBlog.map((comment) => String(comment.id)));
  const known = new Set(sentIds);
  return [
    check('no answer stands twice on the blog', texts.length, twice(texts)),
    check(
      'every answer on the blog is a sent reply',
      ids.size,
      [...ids].filter((i) => !known.has(i)),
    ),
    check(
      'every sent reply stands on the blog',
      sentIds.length,
      sentIds.filter((id) => !ids.has(id)),
    ),
    check('no ask made two replies', replies.length, twice(replies.map((r) => r.text))),
    check(
      'every reply is sent, by hand or refused',
      replies.length,
      replies.filter((r) => !['sent', 'by-hand', 'refused'].includes(r.state)),
    ),
  ];
}

function letterChecks({ post }: Evidence, { letters }: Rows): Check[] {
  const accepted = new Set(post.accepted);
  const known = new Map(letters.map((letter) => [letter.message_id, letter.state]));
  return [
    check('no mail was accepted twice', post.accepted.length, twice(post.accepted)),
    check(
      'every accepted mail is sent or uncertain',
      post.accepted.length,
      post.accepted.filter((id) => !['sent', 'uncertain'].includes(known.get(id) ?? '')),
    ),
    check(
      'every sent letter was accepted',
      letters.length,
      letters.filter((letter) => letter.state === 'sent' && !accepted.has(letter.message_id)),
    ),
    check(
      'every letter is sent, uncertain or refused',
      letters.length,
      letters.filter((letter) => !['sent', 'uncertain', 'refused'].includes(letter.state)),
    ),
  ];
}

function twice(texts: readonly string[]): string[] {
  const seen = new Set<string>();
  return texts.filter((text) => seen.size === seen.add(text).size);
}

const LOGGED = `(SELECT line::jsonb AS entry FROM log_entry)`;

/** What would be half of something: `[table, rows of it that are not whole]`. */
const WHOLENESS: Readonly<Record<string, readonly [table: string, broken: string]>> = {
  'no delivery is left in the tray': [
    'delivery',
    `SELECT id, state, fault FROM delivery WHERE state <> 'done'`,
  ],
  'every item has its version, its archived text and its entry': [
    'item',
    `
    SELECT i.id FROM item i
    WHERE NOT EXISTS (SELECT 1 FROM item_version v WHERE v.item_id = i.id AND v.n = i.version)
       OR NOT EXISTS (SELECT 1 FROM archived a
                      WHERE a.item_id = i.id AND a.version = i.version AND a.field = 'text')
       OR (SELECT count(*) FROM log_entry e
           WHERE e.item_id = i.id AND e.line::jsonb ->> 'type' = 'item.received') <> 1`,
  ],
  'every running clock has its cycle and its entry': [
    'item',
    `
    SELECT i.id FROM item i
    WHERE i.clock_running AND (
      NOT EXISTS (SELECT 1 FROM clock_cycle c
                  WHERE c.item_id = i.id AND c.n = i.cycle_n AND c.stopped_at_ms IS NULL)
      OR NOT EXISTS (SELECT 1 FROM log_entry e
                     WHERE e.item_id = i.id AND e.line::jsonb ->> 'type' = 'clock.started'))`,
  ],
  'every reply has an entry for being queued and one for how it ended': [
    'reply',
    `
    SELECT r.id, r.state_kind FROM reply r
    LEFT JOIN ${LOGGED} q ON q.entry ->> 'type' = 'reply.queued'
      AND (q.entry -> 'data' ->> 'reply')::int = r.id
    LEFT JOIN ${LOGGED} e ON (e.entry -> 'data' ->> 'reply')::int = r.id
      AND e.entry ->> 'type' = CASE r.state_kind
        WHEN 'sent' THEN 'reply.sent' WHEN 'by-hand' THEN 'reply.by-hand' ELSE 'reply.failed' END
    GROUP BY r.id, r.state_kind HAVING count(q.entry) <> 1 OR count(e.entry) <> 1`,
  ],
  'every letter has an entry for being queued and one for how it ended': [
    'letter',
    `
    SELECT l.id, l.state_kind FROM letter l
    LEFT JOIN ${LOGGED} q ON q.entry ->> 'type' = 'letter.queued'
      AND (q.entry -> 'data' ->> 'letter')::int = l.id
    LEFT JOIN ${LOGGED} e ON (e.entry -> 'data' ->> 'letter')::int = l.id
      AND e.entry ->> 'type' = CASE l.state_kind
        WHEN 'sent' THEN 'letter.sent' WHEN 'uncertain' THEN 'letter.uncertain'
        ELSE 'letter.failed' END
    GROUP BY l.id, l.state_kind HAVING count(q.entry) <> 1 OR count(e.entry) <> 1`,
  ],
  'no answer of ours is taken for a native one': [
    'reply',
    `
    SELECT seq FROM log_entry WHERE line::jsonb ->> 'type' = 'native-answer.detected'`,
  ],
  'the log has no gap': [
    'log_entry',
    `
    SELECT count(*)::int AS n, max(seq)::int AS last FROM log_entry
    HAVING count(*) <> max(seq) + 1`,
  ],
};

async function wholeness(sql: Sql): Promise<Check[]> {
  const checks: Check[] = [];
  for (const [what, [table, broken]] of Object.entries(WHOLENESS)) {
    const [row] = await sql.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
    checks.push(check(what, row?.n ?? 0, await sql.query<object>(broken)));
  }
  return checks;
}
