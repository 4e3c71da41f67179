import { describe, expect, test } from 'vitest';
import { cardTexts } from '#locales/cards/cards.ts';
import { chatTexts } from '#locales/chat/chat.ts';
import { deskTexts } from '#locales/desk/desk.ts';
import { shows, until } from './desk-sight.ts';
import { openSlackBench, type SlackBench } from './slack-bench.ts';
import { keyOf, tokensIn, wordsIn } from './slack-words.ts';

const t = cardTexts('sv');
const chat = chatTexts('sv');

const verbsIn = (node: unknown) => tokensIn(node).map((token) => token.split('|')[0]);

/** The card's message, once it stands there. */
async function cardOf(desk: SlackBench, item: number, words = '') {
  await shows(desk, item, words);
  const [card] = await desk.shown(`item:${item}`);
  return { message: card?.ts ?? '' };
}

describe.concurrent('dialogs in Slack', () => {
  test('behind “More…” is all that can be done, and a form that is laid on it', async () => {
    await using desk = await openSlackBench('http');
    const { slack, bench } = desk;
    const { anna } = slack.users;
    const { id } = await bench.comment();
    const at = await cardOf(desk, id);
    await desk.answered(anna, () => slack.press(anna, at, 'more'));
    const [whole] = slack.modals(anna);
    expect(new Set(verbsIn(whole?.view))).toEqual(
      new Set([
        'take',
        'reply',
        'no-answer',
        'forward',
        'refer',
        'class',
        'snooze',
        'history',
        'why',
      ]),
    );
    const why = await desk.answered(anna, () => slack.press(anna, { modal: true }, 'why'));
    expect(why.words).toContain('Kontorstid');
    await slack.closeTop(anna);
    await desk.answered(anna, () => slack.press(anna, { modal: true }, 'reply'));
    expect((await desk.submit('anna', { text: 'Klockan nio.' })).form).toBe('preview');
    expect(slack.modals(anna)).toHaveLength(3);
    const before = slack.ephemerals(anna).length;
    await desk.send('anna');
    expect(slack.modals(anna)).toEqual([]);
    expect(wordsIn(slack.ephemerals(anna).slice(before))).toContain(t.notices.reply);
  });

  test('also from a card that only one person sees', async () => {
    await using desk = await openSlackBench('socket');
    const { slack, bench } = desk;
    const { anna } = slack.users;
    const { id } = await bench.comment();
    const look = await desk.look('anna', id);
    await look.press('more');
    expect(verbsIn(slack.modals(anna)[0]?.view)).toContain('snooze');
  });

  test('a dialog that Slack no longer opens is told', async () => {
    await using desk = await openSlackBench('http');
    const { id } = await desk.bench.comment();
    await cardOf(desk, id);
    desk.slow.ms = 3_100;
    const seen = await desk.press('anna', id, 'reply');
    expect(seen.form).toBeNull();
    expect(seen.words).toContain(deskTexts('sv').failed);
    expect(desk.bench.logged.join()).toContain('expired_trigger_id');
  });

  test('a slow answer to a dialog comes in its place', async () => {
    await using desk = await openSlackBench('socket');
    const { slack, bench } = desk;
    const { anna } = slack.users;
    const { id } = await bench.comment();
    await desk.press('anna', id, 'no-answer');
    desk.slow.ms = 2_200;
    const acked = await slack.submit(anna, { reason: 'repeated' });
    expect(acked).toMatchObject({ status: 200, body: { response_action: 'update' } });
    expect(wordsIn(acked.body)).toContain(chat.waiting);
    await until(() =>
      expect(wordsIn(slack.modals(anna).at(-1)?.view)).toContain(t.notices.noAnswer),
    );
    expect((await bench.item(id)).state.kind).toBe('no-answer');
  });
});

describe.concurrent('a slow answer to what was typed into a dialog', () => {
  const typed = 'Badhuset öppnar på lördag.';

  test('that is a preview leads back to the form with every word', async () => {
    await using desk = await openSlackBench('socket');
    const { slack, bench } = desk;
    const { anna } = slack.users;
    const { id } = await bench.comment();
    await desk.press('anna', id, 'reply');
    desk.slow.ms = 2_200;
    await slack.submit(anna, { text: typed });
    const top = () => slack.modals(anna).at(-1)?.view;
    await until(() =>
      expect(JSON.stringify(top()?.blocks)).toContain(`"initial_value":"${typed}"`),
    );
    desk.slow.ms = 0;
    await slack.submit(anna, {});
    await until(() => expect(top()?.callback_id).toBe('desk:send'));
    await slack.submit(anna, {});
    await until(async () => expect((await bench.item(id)).state.kind).toBe('taken'));
  });

  test('that is a refusal keeps every word, too', async () => {
    await using desk = await openSlackBench('socket');
    const { slack, bench } = desk;
    const { anna } = slack.users;
    const { id } = await bench.comment();
    await desk.press('anna', id, 'forward');
    desk.slow.ms = 2_200;
    await slack.submit(anna, { email: 'ingen', note: typed });
    const top = () => slack.modals(anna).at(-1)?.view;
    await until(() => expect(wordsIn(top())).toContain(t.refusals['unknown-recipient']()));
    expect(JSON.stringify(top()?.blocks)).toContain(`"initial_value":"${typed}"`);
  });
});

describe.concurrent('the home tab in Slack', () => {
  test('shows what is mine, when it is due and who is at work; all can be done from there', async () => {
    await using desk = await openSlackBench('http');
    const { slack, bench } = desk;
    const { anna, guest } = slack.users;
    const mine = await bench.comment('Min fråga', { name: 'Min' });
    await bench.comment('Någon annans', { name: 'Annan' });
    await bench.elsewhere('anna', `take ${mine.id}`);
    await slack.openHome(anna);
    await until(() => expect(slack.home(anna)).toBeDefined());
    const home = wordsIn(slack.home(anna)?.view);
    for (const words of [chat.myItems, 'Min', chat.atWork, 'Anna Berg', chat.hint])
      expect(home).toContain(words);
    expect(home).toContain('<!date^');
    expect(home).not.toContain('Annan');
    await desk.answered(anna, () => slack.press(anna, { home: true }, 'show'));
    await desk.answered(anna, () => slack.press(anna, { modal: true }, 'no-answer'));
    // There is no channel to say it in: it comes as a direct message.
    const done = await desk.submit('anna', { reason: 'repeated' });
    expect(done.words).toContain(t.notices.noAnswer);
    await slack.openHome(guest);
    await until(() => expect(wordsIn(slack.home(guest)?.view)).toContain(chat.guest));
    expect(wordsIn(slack.home(guest)?.view)).not.toContain('Anna Berg');
  });
});

describe.concurrent('messages in Slack', () => {
  test('a thread under a card says once that it is internal, however many write', async () => {
    await using desk = await openSlackBench('http');
    const { slack, bench } = desk;
    const { id } = await bench.comment();
    const { message: threadTs } = await cardOf(desk, id);
    await Promise.all([
      slack.say(slack.users.anna, 'Vet du?', { threadTs }),
      slack.say(slack.users.ola, 'Nej', { threadTs }),
    ]);
    const said = async () =>
      (await slack.messages()).filter(({ blocks }) => wordsIn(blocks).includes('inom arbetslaget'));
    await until(async () => expect(await said()).toMatchObject([{ threadTs }]));
    await desk.restart();
    await slack.say(slack.users.anna, 'Då frågar jag', { threadTs });
    await slack.say(slack.users.anna, 'Utanför alla trådar');
    await bench.elsewhere('bo', `take ${id}`);
    await shows(desk, id, 'Bo Ek');
    expect(await said()).toHaveLength(1);
    expect(bench.published).toEqual([]);
  });

  test('a colleague acts right from the message that an item came with', async () => {
    await using desk = await openSlackBench('socket');
    const { slack, bench } = desk;
    const { ola } = slack.users;
    const { id } = await bench.comment();
    await bench.elsewhere('anna', `forward ${id} bo du kan det här`);
    await until(async () => expect(await slack.directMessages(ola)).toHaveLength(1));
    const [ping] = await slack.directMessages(ola);
    expect(wordsIn(ping?.blocks)).toContain('du kan det här');
    const at = { message: ping?.ts ?? '', channel: ping?.channel ?? '' };
    await desk.answered(ola, () => slack.press(ola, at, 'more'));
    expect(verbsIn(slack.modals(ola).at(-1)?.view)).toContain('snooze');
    await slack.closeTop(ola);
    await desk.answered(ola, () => slack.press(ola, at, 'reply'));
    await desk.submit('bo', { text: 'Klockan nio.' });
    await desk.send('bo');
    await bench.deliver();
    expect(bench.published).toHaveLength(1);
  });

  test('what another unit has got can no longer be read or handled here', async () => {
    await using desk = await openSlackBench('http');
    const { slack, bench } = desk;
    const { id } = await bench.comment();
    await cardOf(desk, id);
    await bench.elsewhere('anna', `forward ${id} roads`);
    await until(async () => {
      const [card] = await desk.shown(`item:${id}`);
      expect(wordsIn(card?.blocks)).toContain('Gator och vägar');
      expect(tokensIn(card?.blocks)).toEqual([]);
      expect(wordsIn(card?.blocks)).not.toContain('badhuset');
    });
    await until(async () =>
      expect(await desk.shown(`item:${id}`, slack.otherChannel)).toHaveLength(1),
    );
  });

  test('an unchanged card is not sent, and several changes are one edit', async () => {
    await using desk = await openSlackBench('socket');
    const { slack, bench } = desk;
    const { id } = await bench.comment('Ett');
    await shows(desk, id, 'Ett');
    await bench.house.opened.store.transaction((tx) => tx.changed(`item:${id}`));
    const after = await bench.comment('Två');
    await shows(desk, after.id, 'Två');
    const edits = (status: number) =>
      slack.calls.filter((call) => call.method === 'chat.update' && call.status === status);
    expect(edits(200)).toEqual([]);
    slack.limit('chat.update', 2, 1);
    await bench.elsewhere('anna', `take ${id}`);
    await until(() => expect(edits(429)).toHaveLength(1));
    for (const text of [`release ${id}`, `class ${id} negative`, `take ${id}`])
      await bench.elsewhere('bo', text).then(() => bench.elsewhere('anna', text));
    await shows(desk, id, t.classes.negative);
    const [first] = edits(200);
    expect(edits(200)).toHaveLength(1);
    expect((first?.atMs ?? 0) - (edits(429)[0]?.atMs ?? 0)).toBeGreaterThanOrEqual(2_000);
    expect((await slack.messages()).map(keyOf)).toEqual([`item:${id}`, `item:${after.id}`]);
  });
});
