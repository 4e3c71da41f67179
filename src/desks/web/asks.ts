import { createHash } from 'node:crypto';
import type { Person } from '#domain/people/person.ts';
import type { Actor, Ask } from '#ports/desk.ts';

/** Fields of a posted form; every value is text. */
export type Posted = Readonly<Record<string, string>>;

/** At this desk a person is known by the person's own id. */
function actorOf(person: Person): Actor {
  return { platform: 'web', user: person.id };
}

const REF = /^[\w:.-]{1,80}$/;

function revOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** A key of the page and what was asked: the same click twice is one ask. */
function dedupeKey(posted: Posted, what: string): string {
  return createHash('sha256')
    .update(`${posted['key'] ?? ''}\n${what}`)
    .digest('base64url');
}

type Bare<K extends Ask['kind']> = Omit<Extract<Ask, { kind: K }>, 'actor' | 'locale'>;

function pressed(posted: Posted): Bare<'action'> | null {
  const [verb, ref, revText, ...rest] = (posted['do'] ?? '').split('|');
  const rev = revOf(revText);
  if (rev === null || rest.length > 0) return null;
  if (!verb || !REF.test(verb) || !ref || !REF.test(ref)) return null;
  return { kind: 'action', verb, ref, rev, dedupeKey: dedupeKey(posted, posted['do'] ?? '') };
}

function submitted(posted: Posted): Bare<'formSubmit'> | null {
  const { fill: form = '', ref = '' } = posted;
  const rev = revOf(posted['rev']);
  if (rev === null || !REF.test(form) || !REF.test(ref)) return null;
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(posted)) {
    if (name.startsWith('f.')) values[name.slice(2)] = value.replaceAll('\r\n', '\n');
  }
  if (posted['preview'] === '1') values['preview'] = '1';
  const what = JSON.stringify([form, ref, rev, values]);
  return { kind: 'formSubmit', form, ref, rev, values, dedupeKey: dedupeKey(posted, what) };
}

/** What a post to `/desk/ask` asks; null when it is none of ours. */
export function askOf(posted: Posted, person: Person): Ask | null {
  const bare = posted['do'] === undefined ? submitted(posted) : pressed(posted);
  return bare && { ...bare, actor: actorOf(person), locale: person.locale };
}

/** A command typed at the desk, or the one behind a page of it. */
export function commandOf(text: string, person: Person, posted: Posted = {}): Ask {
  const key = posted['key'] === undefined ? crypto.randomUUID() : dedupeKey(posted, text);
  return {
    kind: 'command',
    text,
    actor: actorOf(person),
    locale: person.locale,
    dedupeKey: key,
  };
}

/** Where a person came from: a page of this desk and nothing else. */
export function backOf(posted: Posted): string {
  const back = posted['back'] ?? '';
  return /^\/desk(?:[/?][\w/?=&%.+-]*)?$/.test(back) ? back : '/desk';
}
