/**
 * How soon a click in Slack is acknowledged: fifty a second, all of them deeds, while comments pour in
 * and every card is looked at again, on PostgreSQL and over the wire in both modes; beside an app that
 * acknowledges and does nothing. Exits 1 when a bound is missed. Run: npm run bench:slack-clicks
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort, startDesk } from '../test/crash/desk-process.ts';
import { BRIDGE, MODERATOR, makeTown } from '../test/crash/settings.ts';
import { testDatabase } from '../test/peers/postgres.ts';
import { openSlack, type SlackSimulator } from '../test/slack/simulator.ts';
import { startTinyApp } from '../test/slack/tiny-app.ts';
import { kvorum } from '../test/story/process.ts';
import { bounds, quantile } from './bounds.ts';
import { pace } from './load.ts';

const CLICKS_A_SECOND = 50;
const SECONDS = 30;
/** Each is clicked again every second and a half: its card is the new one by then. */
const CARDS = 75;
const COMMENTS_A_SECOND = 40;
const OPEN_ITEMS = 1_000;

const kept = bounds();
for (const mode of ['socket', 'http'] as const) {
  const floor = await bareApp(mode);
  const desk = await busyDesk(mode);
  kept.below(`${mode}: acknowledged, p99`, quantile(desk.ms, 0.99), 500, 'ms');
  kept.below(`${mode}: acknowledged at the latest`, Math.max(...desk.ms), 2_000, 'ms');
  kept.atLeast(`${mode}: clicks that did what they asked`, desk.done / desk.ms.length, 0.9);
  kept.beside('  p50', quantile(desk.ms, 0.5), 'ms');
  kept.beside('  the floor alone: p99', quantile(floor, 0.99), 'ms');
  kept.beside(
    '  share of the floor, p99',
    quantile(desk.ms, 0.99) / quantile(floor, 0.99),
    'times',
  );
}
kept.close();

async function bareApp(mode: 'socket' | 'http'): Promise<number[]> {
  await using slack = await openSlack();
  await using _app = await startTinyApp(slack, mode);
  return await clicks(() => slack.command(slack.users.anna, 'hello'));
}

/** Evenly, whether or not the earlier ones are acknowledged; throws when one is not at all. */
async function clicks(
  press: (n: number) => Promise<{ status: number; ms: number }>,
): Promise<number[]> {
  const startedAt = performance.now();
  const pressed = Array.from({ length: CLICKS_A_SECOND * SECONDS }, async (_, n) => {
    await sleep(Math.max(0, startedAt + (n * 1_000) / CLICKS_A_SECOND - performance.now()));
    const { status, ms } = await press(n);
    if (status !== 200) throw new Error(`click ${n} was answered with ${status}`);
    return ms;
  });
  return Promise.all(pressed);
}

async function busyDesk(mode: 'socket' | 'http'): Promise<{ ms: number[]; done: number }> {
  await using opened = new AsyncDisposableStack();
  const slack = opened.use(await openSlack());
  const database = opened.use(await testDatabase());
  const folder = await mkdtemp(join(tmpdir(), 'kvorum-bench-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  const town = await makeTown({
    folder,
    blogUrl: 'http://127.0.0.1:9',
    smtpUrl: 'smtp://127.0.0.1:9',
    databaseUrl: database.url,
    more: deskIn(slack, mode),
  });
  const port = await freePort();
  const desk = startDesk(town.settings, { port });
  opened.defer(async () => void (await desk.end('SIGTERM')));
  await desk.ready(60_000);
  if (mode === 'http') slack.connectHttp(`${desk.url}/slack/events`);
  else while (slack.connections() === 0) await sleep(50);
  const sql = new Client(database.url);
  await sql.connect();
  opened.defer(() => sql.end());

  const bridge = { url: `${desk.url}/hooks/${BRIDGE}`, secret: town.secrets[BRIDGE] ?? '' };
  await pace(bridge, { amount: OPEN_ITEMS, perSecond: 200 });
  const ids = await itemsOf(sql, OPEN_ITEMS);
  const { anna } = slack.users;
  const said = await kvorum(['code', MODERATOR], town.settings, folder);
  const [code = ''] = /[A-Z2-9]{4}(-[A-Z2-9]{4}){2}/.exec(said.stdout) ?? [];
  await slack.command(anna, `link ${code}`);
  while (slack.ephemerals(anna).length === 0) await sleep(50);
  const before = slack.ephemerals(anna).length;
  for (const id of ids.slice(0, CARDS)) await slack.command(anna, `show ${id}`);
  while (slack.ephemerals(anna).length < before + CARDS) await sleep(50);

  const load = new AbortController();
  const burst = pourIn(bridge, sql, load.signal);
  burst.catch(() => undefined);
  const press = (n: number) => {
    const verb = Math.floor(n / CARDS) % 2 === 0 ? 'take' : 'release';
    return slack.press(anna, { ephemeral: before + (n % CARDS) }, verb);
  };
  const ms = await clicks(press).finally(() => load.abort());
  await burst;
  const { rows } = await sql.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM log_entry
     WHERE line::jsonb ->> 'type' IN ('item.taken', 'item.released')`,
  );
  return { ms, done: rows[0]?.n ?? 0 };
}

function deskIn(slack: SlackSimulator, mode: 'socket' | 'http') {
  const { team: workspace, channel, apiUrl } = slack;
  const app = { workspace, channel, apiUrl, botTokenEnv: 'SLACK_BOT_TOKEN' };
  const connection =
    mode === 'http'
      ? { ...app, mode, signingSecretEnv: 'SLACK_SIGNING_SECRET' }
      : { ...app, appTokenEnv: 'SLACK_APP_TOKEN' };
  return {
    town: `desks: ${JSON.stringify({ team: { platform: 'slack', department: 'info', connection } })}\n`,
    settings: {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
    },
  };
}

async function itemsOf(sql: Client, amount: number): Promise<number[]> {
  for (;;) {
    const { rows } = await sql.query<{ id: number }>('SELECT id FROM item ORDER BY id');
    if (rows.length >= amount) return rows.map(({ id }) => id);
    await sleep(200);
  }
}

/** A burst of comments, and every second all the cards there are to be looked at again. */
async function pourIn(
  bridge: Parameters<typeof pace>[0],
  sql: Client,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await sql.query('UPDATE desk_message SET wanted = wanted + 1 WHERE wanted = shown');
    await pace(bridge, { amount: COMMENTS_A_SECOND, perSecond: COMMENTS_A_SECOND });
  }
}
