import { z } from 'zod';
import type { HealthFinding } from '#ports/connector.ts';
import { type Account, askAccount, readAccount } from './account.ts';
import { type Answer, type Client, UnansweredError } from './client.ts';
import { CREDENTIALS } from './outcome.ts';

/** Beyond this, signed deliveries between the two come near their five minutes. */
const SKEW_LIMIT_MS = 60_000;

const index = z.object({ name: z.string(), namespaces: z.array(z.string()) });

const pushStatus = z.object({ waiting: z.int().nonnegative(), configured: z.boolean() });

export interface HealthNeeds {
  readonly client: Client;
  readonly nowMs: () => number;
  /** Whether the town file says that the must-use plugin pushes. */
  readonly expectsPush: boolean;
}

/** Whether the blog answers, knows us, lets us moderate, keeps time and pushes. Never rejects. */
export async function health(needs: HealthNeeds, signal: AbortSignal): Promise<HealthFinding[]> {
  try {
    return await look(needs, signal);
  } catch (error) {
    if (!(error instanceof UnansweredError)) throw error;
    return [{ check: 'reach', ok: false, message: error.message }];
  }
}

async function look(needs: HealthNeeds, signal: AbortSignal): Promise<HealthFinding[]> {
  const site = await needs.client.get('/', { _fields: 'name,namespaces' }, signal);
  const known = index.safeParse(site.json);
  // A wrong password makes the index a 401 too; it is WordPress that says so, in JSON.
  const isWordPress = known.success || (site.status === 401 && site.json !== undefined);
  if (!isWordPress) return [{ check: 'reach', ok: false, message: strangerOf(site) }];
  const name = known.success ? known.data.name : 'WordPress';
  const findings: HealthFinding[] = [
    { check: 'reach', ok: true, message: `${name} answers.` },
    skewOf(site, needs.nowMs()),
  ];
  // Reading comments with a wrong password only says "forbidden context"; this route is clear.
  const account = readAccount(await askAccount(needs.client, signal));
  if (!account) return [...findings, { check: 'credentials', ok: false, message: CREDENTIALS }];
  findings.push(
    { check: 'credentials', ok: true, message: 'WordPress knows the user and the password.' },
    await permissionOf(needs.client, account, signal),
  );
  if (needs.expectsPush) findings.push(await pushOf(needs.client, known.data, signal));
  return findings;
}

function strangerOf(site: Answer): string {
  const to = site.headers.get('location');
  if (to) return `The address is moved to ${to}: write that one into the town file.`;
  return `No WordPress REST interface at this address (HTTP ${site.status}).`;
}

function skewOf(site: Answer, nowMs: number): HealthFinding {
  const theirs = Date.parse(site.headers.get('date') ?? '');
  if (Number.isNaN(theirs)) {
    return { check: 'clock-skew', ok: true, message: 'The web server does not tell its time.' };
  }
  const skewMs = Math.abs(theirs - nowMs);
  const ok = skewMs <= SKEW_LIMIT_MS;
  const seconds = Math.round(skewMs / 1000);
  const message = ok
    ? 'Its clock and ours agree.'
    : `Its clock and ours are ${seconds} s apart: set both by NTP.`;
  return { check: 'clock-skew', ok, message };
}

/** Tried rather than read off the role: some rights depend on the post under the comment. */
async function permissionOf(
  client: Client,
  account: Account,
  signal: AbortSignal,
): Promise<HealthFinding> {
  const check = 'permission';
  const role = 'give it the role "Kvorum desk" of the must-use plugin, or Editor.';
  const query = { context: 'edit', status: 'hold', per_page: 1 };
  const held = await client.get('/wp/v2/comments', query, signal);
  const shown = Array.isArray(held.json) ? held.json.length : 0;
  if (!account.mayModerate || held.status !== 200) {
    return { check, ok: false, message: `The account may not moderate comments: ${role}` };
  }
  if (shown === 0 && Number(held.headers.get('x-wp-total')) > 0) {
    return { check, ok: false, message: `The account may not read comments held back: ${role}` };
  }
  const more = account.unfiltered
    ? ' It may also write any HTML, which is more than it needs.'
    : '';
  return { check, ok: true, message: `The account may moderate comments.${more}` };
}

async function pushOf(
  client: Client,
  site: z.infer<typeof index> | undefined,
  signal: AbortSignal,
): Promise<HealthFinding> {
  const check = 'subscription';
  if (!site?.namespaces.includes('kvorum/v1')) {
    return { check, ok: false, message: 'The must-use plugin kvorum.php is not installed.' };
  }
  const status = pushStatus.safeParse((await client.get('/kvorum/v1/push', {}, signal)).json);
  if (!status.success) return { check, ok: false, message: 'The plugin does not tell its state.' };
  const { waiting, configured } = status.data;
  if (!configured) {
    const message = 'The plugin lacks KVORUM_HOOK_URL or KVORUM_HOOK_SECRET in wp-config.php.';
    return { check, ok: false, message };
  }
  const ok = waiting === 0;
  const message = ok
    ? 'The plugin has sent everything.'
    : `The plugin has ${waiting} events unsent.`;
  return { check, ok, message };
}
