import type { Hono } from 'hono';
import type { Town } from '#domain/town/town.ts';
import type { OnAsk } from '#ports/desk.ts';
import { receiveDelivery } from '../app/receive-delivery.ts';
import { receiveReport } from '../app/receive-report.ts';
import { terminalDesk } from '../desks/terminal/desk.ts';
import { operatorApi } from '../desks/terminal/operator-api.ts';
import { webDesk } from '../desks/web/desk.ts';
import { baseApp } from '../http/base-app.ts';
import { healthApp } from '../http/health.ts';
import { hooksApp } from '../http/hooks.ts';
import { createMetrics } from '../http/metrics.ts';
import { peerAddress, visitorAddress } from '../http/visitor-address.ts';
import type { JobQueue } from '../jobs/queue.ts';
import { reportSite, type SiteTown } from '../site/report-site.ts';
import type { DeskParts } from '../wire.ts';
import { type House, newReceipt } from './house.ts';
import { operatorOf } from './operator.ts';
import { unknownEvents } from './unknown-events.ts';

export interface WebNeeds {
  readonly queue: JobQueue;
  readonly operatorKey: string;
  /** Where people reach the desk; known once it listens. */
  readonly url: () => string;
  readonly nudge: () => void;
  readonly onAsk: OnAsk;
  /** Where chat platforms call the desk. */
  readonly chat: Hono;
}

const VERSION = '0.1.0';

/** Everything that answers over HTTP, in one app. */
export function webApp(parts: DeskParts, needs: WebNeeds): Hono {
  const { config, house, log } = parts;
  const https = config.KVORUM_URL?.startsWith('https:') ?? false;
  const fault = (error: unknown) => log.error({ error }, 'a request met a fault');
  const app = baseApp({ https, onError: fault });
  const metrics = createMetrics({
    ...(config.METRICS_TOKEN && { token: config.METRICS_TOKEN }),
    jobs: needs.queue.depth,
    items: () => house.opened.store.read.queueCounts(),
    deskMessages: () => house.opened.outbox.waiting(),
    deliveries: () => house.opened.trayCounts(),
    unknownEvents: unknownEvents(house.opened.ledger),
  });
  app.use(metrics.observe);
  app.route('/', metrics.app);
  app.route('/', health(parts, needs.queue));
  app.route('/', needs.chat);
  app.route('/hooks', hooks(parts, needs, metrics.count));
  app.route('/', site(parts));
  mountDesks(app, parts, needs, https);
  app.get('/', (c) => c.redirect('/desk'));
  return app;
}

function health({ house, log }: DeskParts, queue: JobQueue): Hono {
  return healthApp({
    version: VERSION,
    checks: {
      database: () => house.opened.ping(),
      queue: async () => void (await queue.depth()),
      town: async () => {
        if (!house.town()) throw new Error('no town is applied');
      },
    },
    onError: (part, error) => log.error({ part, error }, 'a part of the desk does not work'),
  });
}

function hooks(
  { house, log }: DeskParts,
  { nudge }: WebNeeds,
  count: (what: string, channel?: string) => void,
): Hono {
  const needs = { ...house, tray: house.opened.tray };
  return hooksApp({
    receive: async (channel, delivery) => {
      const receipt = await receiveDelivery(needs, { channel, delivery });
      if (receipt.code === 'accepted') nudge();
      if (house.connector(channel)) count(`delivery-${receipt.code}`, channel);
      return receipt;
    },
    onError: (error) => log.error({ error }, 'a delivery could not be kept'),
  });
}

function site({ config, house }: DeskParts): Hono {
  const { store } = house.opened;
  const needs = { ...house, store, receipt: newReceipt };
  return reportSite({
    town: async () => siteTown(townOf(house)),
    receive: (asked) => receiveReport(needs, asked),
    spend: (nonce) => store.transaction((tx) => tx.once('proof-of-work', nonce)),
    secret: house.siteSecret,
    now: Date.now,
    clientAddress: (c) => visitorAddress(c, config.KVORUM_PROXIES),
  });
}

function mountDesks(app: Hono, parts: DeskParts, needs: WebNeeds, https: boolean): void {
  const { house, log, rehearsal } = parts;
  const { changes } = house.opened;
  const access = house.opened.access({ rehearsal });
  const { onAsk } = needs;
  app.route('/', terminalDesk({ access, onAsk }));
  app.route(
    '/',
    operatorApi({
      operator: operatorOf(house, needs.url),
      key: needs.operatorKey,
      peerAddress,
    }),
  );
  app.route(
    '/',
    webDesk({
      onAsk,
      access,
      changes,
      clock: house.clock,
      people: async () => townOf(house).people,
      town: async () => townOf(house).profile,
      secureCookies: https,
      rehearsal,
      fault: (error) => log.error({ error }, 'the web desk met a fault'),
    }),
  );
}

function townOf(house: House): Town {
  const town = house.town();
  if (!town) throw new Error('No town is applied');
  return town;
}

function siteTown({ profile, departments, channels }: Town): SiteTown {
  const { name, website, contact, locale } = profile;
  const withForm = new Set(
    channels.filter((c) => c.platform === 'report').map((c) => c.department),
  );
  return {
    name,
    website,
    contact,
    locale,
    departments: departments.filter((d) => withForm.has(d.id)),
  };
}
