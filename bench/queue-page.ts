import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openStore } from '#store/open.ts';
import { freePort, startDesk } from '../test/crash/desk-process.ts';
import { BRIDGE, MODERATOR, makeTown } from '../test/crash/settings.ts';
import { testDatabase } from '../test/peers/postgres.ts';
import { quantile } from './bounds.ts';

const ITEMS = 1_000_000;
const OPEN = 5_000;
const AUTHORS = 50_000;
const LOOKS = 200;
const WARM_UP = 20;

/** How long the queue page takes, milliseconds, in a town with a long past and much to do. */
export async function queuePageMs(): Promise<{ items: number; open: number; p95Ms: number }> {
  await using opened = new AsyncDisposableStack();
  const database = opened.use(await testDatabase());
  const folder = await mkdtemp(join(tmpdir(), 'kvorum-queue-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  const nowhere = { blogUrl: 'http://127.0.0.1:9', smtpUrl: 'smtp://127.0.0.1:9' };
  const { settings } = await makeTown({ folder, ...nowhere, databaseUrl: database.url });
  const token = await signIn(folder, database.url);
  await fill(database.url);
  const desk = startDesk(settings, { port: await freePort() });
  opened.defer(async () => void (await desk.end('SIGTERM')));
  await desk.ready(60_000);
  const times: number[] = [];
  for (let n = 0; n < WARM_UP + LOOKS; n += 1) {
    const startedAt = performance.now();
    const page = await fetch(`${desk.url}/desk`, { headers: { cookie: `kvorum-desk=${token}` } });
    const text = await page.text();
    if (page.status !== 200 || !text.includes('<article')) throw new Error('no cards on the page');
    if (n >= WARM_UP) times.push(performance.now() - startedAt);
  }
  const quarter = (share: number) => quantile(times, share).toFixed(1);
  console.log(`queue page: ${quarter(0.5)} ms in the middle, ${quarter(0.95)} ms at p95`);
  return { items: ITEMS, open: OPEN, p95Ms: quantile(times, 0.95) };
}

async function signIn(dataFolder: string, databaseUrl: string): Promise<string> {
  await using store = await openStore({ dataFolder, databaseUrl });
  const access = store.access({ rehearsal: false });
  const session = await access.redeem(await access.issueLink(MODERATOR, 'operator'));
  return session?.token ?? '';
}

/** Written straight into the tables; indexes that are slow to grow are made afterwards. */
async function fill(databaseUrl: string): Promise<void> {
  const startedAt = performance.now();
  const client = new Client(databaseUrl);
  await client.connect();
  const { rows } = await client.query<{ indexname: string; indexdef: string }>(
    `SELECT indexname, indexdef FROM pg_indexes
     WHERE schemaname = current_schema() AND tablename = 'item' AND indexdef NOT LIKE '%UNIQUE%'`,
  );
  for (const { indexname } of rows) await client.query(`DROP INDEX ${indexname}`);
  await client.query(AUTHORS_SQL);
  await client.query(ITEMS_SQL);
  await client.query(BESIDE_SQL);
  for (const { indexdef } of rows) await client.query(indexdef);
  await client.query('ANALYZE');
  await client.end();
  console.log(`filled in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
}

const AUTHORS_SQL = `
  INSERT INTO author (channel, identity, external_id, name)
  SELECT '${BRIDGE}', 'id:' || n, n::text, 'Resident ' || n FROM generate_series(1, ${AUTHORS}) n`;

/** The last ones are open, one in five of them held; two years of comments before them. */
const ITEMS_SQL = `
  INSERT INTO item (channel, department, external_id, author_id, visibility, url, published_at_ms,
    received_at_ms, item_class, class_confirmed, state_kind, state_at_ms, holder, answer_origin,
    cycle_n, clock_running, due_at_ms, presence, rev, version, content_hash, text, language)
  SELECT '${BRIDGE}', 'info', n::text, 1 + n % ${AUTHORS}, 'public', 'https://social.example/' || n,
    at, at + 1000, 'question', true,
    CASE WHEN NOT open THEN 'answered' WHEN n % 5 = 0 THEN 'taken' ELSE 'open' END,
    CASE WHEN NOT open THEN at + 3600000 WHEN n % 5 = 0 THEN at + 60000 END,
    CASE WHEN open AND n % 5 = 0 THEN 'mod-1' END,
    CASE WHEN NOT open THEN 'desk' END,
    1, open, at + 28800000, 'shown', 2, 1, md5(n::text),
    'When will the swimming hall open again after the repairs? Number ' || n || ' asks.', 'en'
  FROM (
    SELECT n, n > ${ITEMS - OPEN} AS open,
      (extract(epoch FROM now()) * 1000)::bigint - (${ITEMS} - n)::bigint * 60000 AS at
    FROM generate_series(1, ${ITEMS}) n
  ) comments`;

/** What a card reads besides the item: its clock, its version, its flags. */
const BESIDE_SQL = `
  INSERT INTO clock_cycle (item_id, n, clock, start_at_ms, due_at_ms, overdue_from_ms,
    stopped_at_ms, stopped_by)
  SELECT id, 1, 'answer', published_at_ms, due_at_ms, due_at_ms,
    CASE WHEN NOT clock_running THEN state_at_ms END, CASE WHEN NOT clock_running THEN 'answer' END
  FROM item;
  INSERT INTO item_version (item_id, n, content_hash, seen_at_ms)
  SELECT id, 1, content_hash, received_at_ms FROM item;
  INSERT INTO flag (item_id, version, source, category, rule, why, band, rules_version)
  SELECT id, 1, 'rules', 'question', 'question-mark', '{}', 'note', '1' FROM item
  WHERE clock_running;
  INSERT INTO reply (item_id, cycle_n, person, text, key, state_kind, state_at_ms, external_id)
  SELECT id, 1, 'mod-1', 'On Monday.', 'k-' || id, 'sent', published_at_ms, 'r-' || id FROM item
  WHERE NOT clock_running AND id % 2 = 0`;
