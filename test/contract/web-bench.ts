import { expect } from 'vitest';
import { webDesk } from '#desks/web/desk.ts';
import { decoded } from '../entities.ts';
import { benchTown, type DeskBench, deskBench } from './desk-bench.ts';
import type { DeskUnderTest, Look, OpenOptions, Seen, Who } from './desk-under-test.ts';

const HOME = 'http://127.0.0.1:8080';

/** The web desk, used as by a browser that runs no scripts. It stands on no platform and knows no accounts. */
export async function openWebBench({ newcomer = false }: OpenOptions = {}): Promise<DeskUnderTest> {
  const bench = await deskBench(benchTown([], {}));
  const current = { app: webApp(bench) };
  const browsers = new Map<Who, Browser>();
  for (const who of newcomer ? (['anna'] as const) : (['anna', 'bo'] as const))
    browsers.set(who, await entered(bench, who, (request) => current.app.fetch(request)));
  const stranger = browser((request) => current.app.fetch(request));
  const of = (who: Who) => browsers.get(who) ?? stranger;

  const look = async (who: Who, item: number): Promise<Look> => {
    const page = await of(who).get(`/desk/items/${item}`);
    const button = (verb: string) => pressed(page, verb);
    return { words: wordsOf(page), press: (verb) => of(who).post('/desk/ask', button(verb)) };
  };
  return {
    bench,
    look,
    async cards(item) {
      const page = await of('anna').get(`/desk/items/${item}`);
      const all = page.match(/<article[\s\S]*?<\/article>/g) ?? [];
      return all.filter((each) => each.includes(`data-key="item:${item}"`)).map(wordsOf);
    },
    async press(who, item, verb) {
      // A stranger sees no button; whoever makes one up is one.
      const page = await of(who === 'stranger' ? 'anna' : who).get(`/desk/items/${item}`);
      return of(who).post('/desk/ask', pressed(page, verb));
    },
    async pressTwice(who, item, verb) {
      const { press } = await look(who, item);
      return Promise.all([press(verb), press(verb)]);
    },
    submit: (who, values) => of(who).submit('fill', values),
    send: (who) => of(who).submit('send', {}),
    edit: async () => undefined,
    async command(who, text) {
      const page = await of(who).get('/desk');
      return of(who).post('/desk/command', { ...hidden(page), text });
    },
    replay: (who) => of(who).replay(),
    told: async (who) => wordsOf(await of(who).get('/desk?list=mine')),
    async restart() {
      current.app = webApp(bench);
    },
    flag: null,
    platform: null,
    async [Symbol.asyncDispose]() {
      expect(bench.logged.filter((line) => line.includes('met a fault'))).toEqual([]);
      await bench[Symbol.asyncDispose]();
    },
  };
}

type Fetch = (request: Request) => Response | Promise<Response>;

function webApp({ house, log, onAsk }: DeskBench) {
  const town = () => {
    const found = house.town();
    if (!found) throw new Error('no town');
    return found;
  };
  return webDesk({
    onAsk,
    access: house.opened.access({ rehearsal: false }),
    changes: house.opened.changes,
    clock: house.clock,
    people: async () => town().people,
    town: async () => town().profile,
    secureCookies: false,
    rehearsal: false,
    fault: (error) => log.error({ error }, 'the web desk met a fault'),
  });
}

async function entered(bench: DeskBench, who: Who, fetch: Fetch): Promise<Browser> {
  const made = browser(fetch);
  const secret = await bench.house.opened.access({ rehearsal: false }).issueLink(who, 'test');
  await made.post(`/enter/${secret}`, {});
  return made;
}

interface Browser {
  get(path: string): Promise<string>;
  post(path: string, fields: Readonly<Record<string, string>>): Promise<Seen>;
  /** The open page's form: being filled in, or sending what was previewed. */
  submit(step: 'fill' | 'send', values: Readonly<Record<string, string>>): Promise<Seen>;
  replay(): Promise<Seen>;
}

/** Keeps cookies, follows redirects, and posts the forms of the page that is open. */
function browser(fetch: Fetch): Browser {
  const cookies = new Map<string, string>();
  let open = '';
  let again: () => Promise<Seen> = () => Promise.reject(new Error('Nothing was posted yet'));

  async function ask(path: string, body?: Readonly<Record<string, string>>): Promise<string> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const init = body && { method: 'POST', body: new URLSearchParams(body) };
    const headers = { cookie, ...(body && { origin: HOME }) };
    const response = await fetch(new Request(HOME + path, { ...init, headers }));
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '' || /max-age=0/i.test(set)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const to = response.headers.get('location');
    if (to !== null) return ask(to.replace(HOME, ''));
    open = await response.text();
    return open;
  }

  const post = async (path: string, fields: Readonly<Record<string, string>>): Promise<Seen> => {
    again = () => post(path, fields);
    return seenOn(await ask(path, fields));
  };
  return {
    get: (path) => ask(path),
    post,
    submit: (step, values) => post('/desk/ask', filled(open, step, values)),
    replay: () => again(),
  };
}

/** A page without a notice is looked at whole. No post ends without words. */
function seenOn(page: string): Seen {
  const notice = wordsOf(
    /<div id="notice"[^>]*>([\s\S]*?)<\/div>\s*<form id="ask"/.exec(page)?.[1] ?? '',
  );
  const main = wordsOf(/<main[\s\S]*<\/main>/.exec(page)?.[0] ?? '');
  const words = notice || main;
  expect(words).not.toBe('');
  const form = page.includes('data-step="send"')
    ? 'preview'
    : page.includes('data-step="fill"')
      ? 'fill'
      : null;
  return { words, form: notice ? null : form };
}

function wordsOf(markup: string): string {
  return decoded(markup.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

function hidden(markup: string): Record<string, string> {
  const inputs = markup.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  return Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, decoded(value)]));
}

/** What the browser posts when the button with this verb is pressed. */
function pressed(page: string, verb: string): Record<string, string> {
  const ask = /<form id="ask"[\s\S]*?<\/form>/.exec(page)?.[0] ?? '';
  const [, value] = new RegExp(`name="do" value="(${verb}\\|[^"]+)"`).exec(page) ?? [];
  if (value === undefined) throw new Error(`There is no button for ${verb}`);
  return { ...hidden(ask), do: decoded(value) };
}

/** The form as it stands on the page, with what is typed into it. */
function filled(page: string, step: 'fill' | 'send', values: Readonly<Record<string, string>>) {
  const form = new RegExp(`<form class="fill"[^>]*data-step="${step}"[\\s\\S]*?</form>`).exec(
    page,
  )?.[0];
  if (form === undefined) throw new Error(`There is no form to ${step}`);
  const fields: Record<string, string> = hidden(form);
  for (const [, name = '', value = ''] of form.matchAll(
    /<input class="ds-input" type="(?:text|datetime-local)" id="[^"]*" name="([^"]+)" value="([^"]*)"/g,
  ))
    fields[name] = decoded(value);
  for (const [, name = '', value = ''] of form.matchAll(
    /<textarea[^>]* name="([^"]+)"[^>]*>\n?([\s\S]*?)<\/textarea>/g,
  ))
    fields[name] = decoded(value);
  for (const [, name = '', options = ''] of form.matchAll(
    /<select[^>]* name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g,
  ))
    fields[name] = decoded(/<option value="([^"]*)" selected/.exec(options)?.[1] ?? '');
  for (const [name, value] of Object.entries(values)) {
    if (!(`f.${name}` in fields)) throw new Error(`The form has no field ${name}`);
    fields[`f.${name}`] = value;
  }
  return fields;
}
