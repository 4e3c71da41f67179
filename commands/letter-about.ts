import type { Letter, ReferralKind } from '#domain/items/letter.ts';
import { LOCALES, type Locale } from '#domain/locale.ts';
import { letterOf, letterTexts } from '#locales/letters/letters.ts';
import type { ItemView } from '#ports/store.ts';
import type { Asked } from './command.ts';
import { authorOf, channelName } from './names.ts';
import { dated } from './when.ts';

/** The mail about an item, in the language and time of the department whose item it is. */
export function letterAbout(
  asked: Asked,
  view: ItemView,
  about: { kind: Letter['kind']; reference: string; note: string | undefined },
): { subject: string; text: string } {
  const { town, person, t } = asked;
  const { item, author } = view;
  const department = departmentOf(asked, view);
  const where = {
    locale: department?.locale ?? town.profile.locale,
    zone: department?.zone ?? asked.zone,
  };
  const name = authorOf(view, t.card.someone);
  const { kind, reference, note } = about;
  return letterOf(where.locale, {
    kind,
    reference,
    sender: author.handle && author.handle !== author.name ? `${name} (${author.handle})` : name,
    written: dated(item.publishedAtMs, where),
    received: dated(item.receivedAtMs, where),
    channel: channelName(asked, item),
    ...(item.url && { url: item.url }),
    content: view.text,
    ...(note && { note }),
    by: { name: person.name, unit: person.unit },
    town: town.profile.name,
  });
}

/** What the resident is told by the standard answer, in the resident's own language. */
export function standardAnswer(
  asked: Asked,
  view: ItemView,
  { kind, reference }: { kind: ReferralKind; reference: string },
): string {
  const { hello, tell } = letterTexts(languageOf(asked, view));
  const contact = departmentOf(asked, view)?.registry ?? asked.town.profile.website;
  return `${hello(authorOf(view, ''))} ${tell[kind](reference, contact)}`;
}

function departmentOf({ town }: Asked, { item }: ItemView) {
  return town.departments.find(({ id }) => id === item.department);
}

/** The desk's language nearest to what the resident wrote in; the channel's where it has none. */
function languageOf({ town }: Asked, { item, language }: ItemView): Locale {
  const code = language.toLowerCase().split('-')[0] ?? '';
  const norwegian = ['no', 'nn', 'nb'].includes(code);
  const channel = town.channels.find(({ id }) => id === item.channel);
  if (norwegian) return 'nb';
  return LOCALES.find((locale) => locale === code) ?? channel?.locale ?? town.profile.locale;
}
