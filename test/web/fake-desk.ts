import { serve } from '@hono/node-server';
import { webDesk } from '#desks/web/desk.ts';
import type { Locale } from '#domain/locale.ts';
import type { Person } from '#domain/people/person.ts';
import { baseApp } from '#http/base-app.ts';
import type { Access, Session } from '#ports/access.ts';
import type { Ask, Block, Card, Form, Reply, Tone } from '#ports/desk.ts';

const NOW_MS = Date.UTC(2026, 10, 23, 9, 0);
const HOUR_MS = 3_600_000;

export const HOSTILE =
  '<script>window.hacked=1</script><img src=x onerror="window.hacked=1"> "><svg onload=window.hacked=1> ' +
  '\u202Egnp.exe\u202C Z\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309algo https://evil.example/login ' +
  '@everyone <!channel> &lt;b&gt; {{7*7}} <%= 7*7 %> <hx-partial hx-target="body">x</hx-partial> <head><title>y</title></head>';

interface FakeItem {
  readonly id: number;
  rev: number;
  tone: Tone;
  readonly title: string;
  readonly author: string;
  readonly text: string;
  readonly lang: string;
  readonly dueHours?: number;
  readonly marks?: readonly string[];
  readonly why: string;
  holder?: string;
  closed?: string;
}

const ITEMS: readonly FakeItem[] = [
  {
    id: 11,
    rev: 3,
    tone: 'urgent',
    title: 'Hot mot person · Kommunens blogg',
    author: 'Kalle <b>K</b>',
    text: 'Ni på tekniska ska få se. Jag vet var du bor, Anders. 800101-xxxx',
    lang: 'sv',
    dueHours: -1.5,
    marks: ['Jag vet var du bor'],
    why: 'Hotfullt: ”jag vet var du bor”. Personnummer, kontrollsiffran stämmer',
  },
  {
    id: 12,
    rev: 1,
    tone: 'attention',
    title: 'Fråga · Kommunens blogg',
    author: 'Siv Andersson',
    text: 'Hej! När plogas Storgatan i Sveg? Min mamma har färdtjänst på torsdag och kommer inte fram till porten. Tack på förhand!',
    lang: 'sv',
    dueHours: 2.2,
    marks: ['När'],
    why: 'Frågetecken och ”när”',
  },
  {
    id: 13,
    rev: 1,
    tone: 'calm',
    title: 'Kritik · Ortens sida',
    author: 'Björn i Funäsdalen',
    text: 'Tredje veckan i rad som återvinningen är överfull. Hur svårt kan det vara?',
    lang: 'sv',
    dueHours: 26,
    why: 'Frågetecken och ”hur”. Klagomål: ”överfull”',
  },
  {
    id: 14,
    rev: 1,
    tone: 'calm',
    title: 'Fråga · Kommunens blogg',
    author: 'Oleksandr',
    text: 'Добрий день! Де можна записати дитину до школи, якщо ми щойно переїхали?',
    lang: 'uk',
    dueHours: 30,
    marks: ['Де можна'],
    why: 'Frågetecken och ”де”',
  },
  {
    id: 15,
    rev: 1,
    tone: 'calm',
    title: 'Fråga · Kommunens blogg',
    author: '\u202Erotartsinimda',
    text: HOSTILE,
    lang: 'en',
    dueHours: 50,
    why: 'Länk',
  },
];

const action = (verb: string, item: FakeItem, label: string, style?: 'primary' | 'danger') => ({
  verb,
  ref: `item:${item.id}`,
  rev: item.rev,
  label,
  ...(style && { style }),
});

function person(id: string, name: string, unit: string, locale: Locale): Person {
  return {
    id,
    name,
    unit,
    locale,
    email: `${id}@town.example`,
    department: 'town',
    roles: ['moderator'],
    mandate: { decision: 'KS 2026/1', from: '2026-01-01' },
    identities: [],
  };
}

const STAFF = [
  person('anna', 'Anna Berg', 'Kommunikationsenheten', 'sv'),
  person('erik', 'Erik Nilsson', 'Tekniska', 'sv'),
  person('kari', 'Kari Moen', 'Servicetorget', 'nb'),
  person('oksana', 'Оксана Коваль', 'Пресслужба', 'uk'),
  person('sam', 'Sam Lee', 'Communications', 'en'),
];

function quoteOf(item: FakeItem): Block {
  const marks = (item.marks ?? []).map((word) => {
    const start = item.text.indexOf(word);
    return { start, end: start + word.length };
  });
  return {
    kind: 'quote',
    text: item.text,
    marks,
    author: item.author,
    lang: item.lang,
    url: `https://blog.example/${item.id}#c`,
  };
}

function cardOf(item: FakeItem, locale: Locale): Card {
  const taken = item.holder !== undefined;
  return {
    key: `item:${item.id}`,
    rev: item.rev,
    locale,
    tone: item.closed === undefined ? item.tone : 'done',
    title: item.title,
    ...(item.dueHours !== undefined && { dueAtMs: NOW_MS + item.dueHours * HOUR_MS }),
    body: [
      quoteOf(item),
      {
        kind: 'fields',
        fields: [
          { label: 'Varför den visas', value: item.why },
          { label: 'Ansvarig', value: item.holder ?? 'Ingen än' },
        ],
      },
      ...(item.closed === undefined ? [] : [{ kind: 'context', text: item.closed } as const]),
    ],
    actions: [
      taken ? action('release', item, 'Lämna tillbaka') : action('take', item, 'Ta', 'primary'),
      action('reply', item, 'Svara', taken ? 'primary' : undefined),
      action('no-answer', item, 'Inget svar'),
    ],
    overflow: [
      action('forward', item, 'Skicka vidare'),
      action('class', item, 'Ändra klass'),
      action('refer', item, 'Till diariet', 'danger'),
    ],
    fallbackText: `${item.title}: ${item.text}`,
  };
}

function replyForm(item: FakeItem, values: Readonly<Record<string, string>>): Form {
  const text = values['text'] ?? '';
  const shown: Block[] = [{ kind: 'text', text: `${text}\n\n/Anna Berg, Kommunikationsenheten` }];
  return {
    id: 'reply',
    ref: `item:${item.id}`,
    rev: item.rev,
    title: 'Svara',
    submit: 'Skicka svaret',
    body: [quoteOf(item)],
    fields: [
      {
        kind: 'long',
        name: 'text',
        label: 'Ditt svar',
        hint: 'Undertecknas med namn och enhet.',
        maxLength: 2000,
        value: text,
      },
    ],
    preview: { label: 'Förhandsgranska', ...(values['preview'] === '1' && { shown }) },
  };
}

function noAnswerForm(item: FakeItem, values: Readonly<Record<string, string>>): Form {
  return {
    id: 'no-answer',
    ref: `item:${item.id}`,
    rev: item.rev,
    title: 'Inget svar behövs',
    submit: 'Avsluta',
    body: [quoteOf(item)],
    fields: [
      {
        kind: 'select',
        name: 'reason',
        label: 'Skäl',
        options: [
          { value: 'no-question', label: 'Ingen fråga' },
          { value: 'repeated', label: 'Upprepning' },
        ],
        ...(values['reason'] && { value: values['reason'] }),
      },
      {
        kind: 'text',
        name: 'note',
        label: 'Anteckning',
        optional: true,
        maxLength: 200,
        value: values['note'] ?? '',
      },
      { kind: 'date-time', name: 'when', label: 'Tidpunkt', optional: true },
      {
        kind: 'check',
        name: 'tell',
        label: 'Säg det till avsändaren',
        optional: true,
        value: values['tell'] === 'true',
      },
    ],
  };
}

function forwardForm(item: FakeItem): Form {
  return {
    id: 'forward',
    ref: `item:${item.id}`,
    rev: item.rev,
    title: 'Skicka vidare',
    submit: 'Skicka',
    body: [quoteOf(item)],
    fields: [
      {
        kind: 'select',
        name: 'to',
        label: 'Till vem',
        options: STAFF.map(({ id, name }) => ({ value: id, label: name })),
      },
    ],
  };
}

/** A small desk behind the web desk: cards, forms and changes, as the real asks answer them. */
class FakeDesk {
  readonly items: FakeItem[] = ITEMS.map((item) => ({ ...item }));
  readonly asked: Ask[] = [];
  readonly faults: unknown[] = [];
  readonly listeners = new Set<(what: string) => void>();
  readonly sessions = new Map<string, Session>();
  readonly links = new Map<string, string>();
  private readonly seen = new Set<string>();

  readonly access: Access = {
    issueLink: async (id) => {
      const secret = crypto.randomUUID();
      this.links.set(secret, id);
      return secret;
    },
    redeem: async (secret) => {
      const found = STAFF.find(({ id }) => id === this.links.get(secret));
      if (!found || !this.links.delete(secret)) return null;
      const token = crypto.randomUUID();
      this.sessions.set(token, { person: found, rehearsal: true });
      return { token, expiresAtMs: Date.now() + HOUR_MS };
    },
    session: async (token) => this.sessions.get(token) ?? null,
    actAs: async (token, id) => {
      const found = STAFF.find((each) => each.id === id);
      if (!found || !this.sessions.has(token)) return false;
      this.sessions.set(token, { person: found, rehearsal: true });
      return true;
    },
    end: async (token) => {
      this.sessions.delete(token);
    },
  };

  changed(what: string): void {
    for (const listener of this.listeners) listener(what);
  }

  add(item: FakeItem): void {
    this.items.push(item);
    this.changed(`item:${item.id}`);
  }

  readonly onAsk = async (ask: Ask): Promise<Reply> => {
    this.asked.push(ask);
    const locale = ask.locale ?? 'en';
    if (ask.kind === 'command') return this.command(ask.text, locale);
    if (ask.kind === 'flagMessage') return { kind: 'text', tone: 'calm', text: 'ok' };
    const item = this.items.find(({ id }) => ask.ref === `item:${id}`);
    if (!item) return { kind: 'text', tone: 'attention', text: 'Finns inte' };
    if (ask.kind === 'action') return this.press(ask.verb, item, ask.actor.user, locale);
    return this.submit(ask, item, locale);
  };

  private command(text: string, locale: Locale): Reply {
    const [verb = '', ...rest] = text.split(' ');
    const item = this.items.find(({ id }) => String(id) === rest[0]);
    const open = this.items
      .filter(({ closed }) => closed === undefined)
      .toSorted((a, b) => (a.dueHours ?? 0) - (b.dueHours ?? 0));
    const counts = {
      owed: open.length,
      mine: open.filter(({ holder }) => holder).length,
      quiet: 14,
      closed: this.items.length - open.length,
    };
    const cards = (items: readonly FakeItem[]) => items.map((each) => cardOf(each, locale));
    switch (verb) {
      case 'queue':
        return rest[0] === 'closed'
          ? {
              kind: 'cards',
              title: 'Avslutade',
              cards: cards(this.items.filter(({ closed }) => closed)),
              counts,
            }
          : {
              kind: 'cards',
              title: 'Att besvara',
              cards: cards(open),
              quiet: '14 neutrala kommentarer som ingen behöver besvara',
              counts,
            };
      case 'find':
        return {
          kind: 'cards',
          title: `Träffar på ”${rest.join(' ')}”`,
          cards: cards(open.filter((each) => each.text.includes(rest.join(' ')))),
        };
      case 'show':
        return item
          ? { kind: 'card', card: cardOf(item, locale) }
          : { kind: 'text', tone: 'attention', text: 'Det finns ingen sådan.' };
      case 'why':
        return {
          kind: 'page',
          title: 'Varför',
          body: [
            {
              kind: 'text',
              text: 'Kom in torsdag 15.00. Två timmar till stängning; midsommarafton stängt; svar senast måndag 10.00.',
            },
          ],
        };
      case 'history':
        return {
          kind: 'page',
          title: 'Historik',
          body: [
            {
              kind: 'table',
              columns: ['När', 'Vem', 'Vad'],
              rows: [
                ['20 nov 15.00', 'Kommunens blogg', 'Kom in'],
                ['20 nov 15.04', 'Anna Berg', 'Tog'],
              ],
            },
            { kind: 'progress', label: 'Använd tid', share: 0.4 },
          ],
        };
      case 'help':
        return {
          kind: 'page',
          title: 'Hjälp',
          body: [
            {
              kind: 'table',
              columns: ['Kommando', 'Gör'],
              rows: [
                ['queue', 'Visar kön'],
                ['take 12', 'Tar ett kort'],
              ],
            },
          ],
        };
      default:
        return { kind: 'text', tone: 'attention', text: 'Det kommandot finns inte.' };
    }
  }

  private press(verb: string, item: FakeItem, user: string, locale: Locale): Reply {
    if (verb === 'reply') return { kind: 'form', form: replyForm(item, {}) };
    if (verb === 'no-answer') return { kind: 'form', form: noAnswerForm(item, {}) };
    if (verb === 'forward') return { kind: 'form', form: forwardForm(item) };
    if (verb !== 'take' && verb !== 'release')
      return { kind: 'text', tone: 'attention', text: 'Inte här.' };
    if (verb === 'take') item.holder = STAFF.find(({ id }) => id === user)?.name ?? user;
    else delete item.holder;
    item.rev += 1;
    this.changed(`item:${item.id}`);
    return {
      kind: 'card',
      card: cardOf(item, locale),
      notice: verb === 'take' ? 'Kortet är ditt.' : 'Kortet är tillbaka i kön.',
    };
  }

  private submit(ask: Extract<Ask, { kind: 'formSubmit' }>, item: FakeItem, locale: Locale): Reply {
    const { values } = ask;
    if (ask.form === 'reply') {
      if (!values['text']?.trim() || values['text'] === 'kort') {
        return {
          kind: 'errors',
          form: replyForm(item, { text: values['text'] ?? '' }),
          errors: { text: 'Skriv ett riktigt svar.' },
        };
      }
      if (values['preview'] === '1') return { kind: 'form', form: replyForm(item, values) };
    }
    if (ask.form === 'no-answer' && !values['reason']) {
      return {
        kind: 'errors',
        form: noAnswerForm(item, values),
        errors: { reason: 'Välj ett skäl.' },
      };
    }
    if (this.seen.has(ask.dedupeKey)) return { kind: 'text', tone: 'calm', text: 'Redan gjort.' };
    this.seen.add(ask.dedupeKey);
    if (ask.form === 'forward') return this.forward(item, values['to'], locale);
    item.closed =
      ask.form === 'reply' ? `Besvarad: ${values['text']}` : `Inget svar: ${values['reason']}`;
    item.rev += 1;
    this.changed(`item:${item.id}`);
    return {
      kind: 'card',
      card: cardOf(item, locale),
      notice: ask.form === 'reply' ? 'Svaret är på väg.' : 'Kortet är avslutat.',
    };
  }

  private forward(item: FakeItem, to: string | undefined, locale: Locale): Reply {
    item.holder = STAFF.find(({ id }) => id === to)?.name ?? 'Ingen';
    item.rev += 1;
    this.changed(`item:${item.id}`);
    return { kind: 'card', card: cardOf(item, locale), notice: 'Kortet är skickat vidare.' };
  }
}

/** The web desk over the fake one. */
export function fakeWebDesk(secureCookies = false) {
  const desk = new FakeDesk();
  const web = webDesk({
    onAsk: desk.onAsk,
    access: desk.access,
    changes: {
      subscribe: (listener) => {
        desk.listeners.add(listener);
        return () => desk.listeners.delete(listener);
      },
    },
    clock: { now: () => NOW_MS },
    people: async () => STAFF,
    town: async () => ({ name: 'Härjedalens kommun', locale: 'sv' }),
    secureCookies,
    rehearsal: true,
    fault: (error) => desk.faults.push(error),
  });
  const app = baseApp({ https: secureCookies, onError: (error) => desk.faults.push(error) });
  app.route('/', web);
  return { desk, app };
}

/** The same on a free port of the loopback. */
export async function startWebDesk() {
  const { desk, app } = fakeWebDesk();
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise<void>((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const cut = () => {
    if ('closeAllConnections' in server) server.closeAllConnections();
  };
  return {
    desk,
    /** Breaks every open connection, as a network does. */
    cut,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
