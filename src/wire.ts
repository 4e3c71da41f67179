import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Mailer } from '#ports/mail.ts';
import { noticeMail } from '../commands/notice-mail.ts';
import { overdueNote, reminderCard, reminderMail } from '../commands/reminder-card.ts';
import { clearTray } from './app/clear-tray.ts';
import { deliverReply } from './app/deliver-reply.ts';
import { pullChannel } from './app/pull-channel.ts';
import { remind } from './app/remind.ts';
import { sendLetter } from './app/send-letter.ts';
import { type SendNoticeNeeds, sendNotice } from './app/send-notice.ts';
import { type SendReminderNeeds, sendReminder } from './app/send-reminder.ts';
import type { Config } from './config.ts';
import { serve } from './http/server.ts';
import { type JobQueue, startQueue } from './jobs/queue.ts';
import { startTimetable } from './jobs/timetable.ts';
import { folderMailer } from './mail/folder.ts';
import { smtpMailer } from './mail/smtp.ts';
import { asksOf } from './wire/asks.ts';
import { type ChatDesks, openChatDesks } from './wire/chat-desks.ts';
import type { Env } from './wire/env.ts';
import { type House, newKey } from './wire/house.ts';
import { patientTray } from './wire/patient-tray.ts';
import { timetable } from './wire/timetable.ts';
import { webApp } from './wire/web.ts';

/** A desk that listens. Whoever opened it closes it; the house stays open. */
export interface RunningDesk extends AsyncDisposable {
  /** Where people reach it, without a slash at the end. */
  readonly url: string;
}

export interface DeskParts {
  readonly config: Config;
  readonly house: House;
  readonly log: Logger;
  /** The make-believe town: anybody may act as any of the staff. */
  readonly rehearsal: boolean;
  /** Where secrets stand that the town file names. */
  readonly env: Env;
}

/** The work that brings comments in, and the nudge that brings it forward. */
interface Intake {
  pullChannels(signal: AbortSignal): Promise<void>;
  clearTray(signal: AbortSignal): Promise<void>;
  /** Something came: clear the tray now instead of at the next beat. */
  nudge(): void;
}

const MAIL_TIMEOUT_MS = 30_000;

/**
 * Opens a desk before an open house whose town is applied: queue, timetable, web, terminal, hooks
 * and public site. Throws when the port is taken.
 */
export async function openDesk(parts: DeskParts): Promise<RunningDesk> {
  const { config, house, log } = parts;
  await using opening = new AsyncDisposableStack();
  const onError = (error: Error) => log.error({ error }, 'the queue had a fault');
  const queue = opening.use(await startQueue({ database: house.opened.jobDatabase, onError }));
  house.opened.connectJobs(queue.sendJob);
  const stopping = new AbortController();
  const intake = intakeOf(parts, stopping.signal);
  const operatorKey = randomBytes(32).toString('base64url');
  const address = { url: '' };
  const onAsk = asksOf(parts);
  const chat = opening.use(openChatDesks({ ...parts, onAsk }));
  const url = () => address.url;
  const { nudge } = intake;
  const app = webApp(parts, { queue, operatorKey, url, nudge, onAsk, chat: chat.app });
  const server = opening.use(
    await serve(app, { host: config.KVORUM_HOST, port: config.KVORUM_PORT }),
  );
  address.url = config.KVORUM_URL?.replace(/\/+$/, '') ?? server.url;
  await leaveAddress(config.KVORUM_DATA, { url: server.url, key: operatorKey }, opening);
  await startJobs(parts, queue, url);
  opening.use(startClockwork(parts, intake, chat));
  opening.defer(() => stopping.abort());
  const closing = opening.move();
  return { url: address.url, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}

function intakeOf({ house, log }: DeskParts, stopping: AbortSignal): Intake {
  const { store } = house.opened;
  const tray = patientTray(house.opened.tray);
  const needs = { ...house, store, tray };
  let clearing = false;
  let again = false;
  const clear = async () => {
    if (clearing) {
      again = true;
      return;
    }
    clearing = true;
    do {
      again = false;
      await clearTray(needs, stopping).catch((error: unknown) => {
        log.error({ error }, 'a delivery could not be taken in');
      });
    } while (again && !stopping.aborted);
    clearing = false;
  };
  return {
    clearTray: (signal) => clearTray(needs, AbortSignal.any([signal, stopping])),
    nudge() {
      tray.came();
      void clear();
    },
    async pullChannels(signal) {
      const town = house.town();
      const until = AbortSignal.any([signal, stopping]);
      for (const channel of town?.channels ?? []) {
        try {
          const connector = house.connector(channel.id);
          if (!town || !connector?.pull || until.aborted) continue;
          await pullChannel(needs, { town, channel, connector, signal: until });
        } catch (error) {
          if (!until.aborted) log.warn({ error, channel: channel.id }, 'a channel was not read');
        }
      }
    },
  };
}

async function startJobs(
  { config, house, rehearsal }: DeskParts,
  queue: JobQueue,
  deskUrl: () => string,
): Promise<void> {
  const { store, outbox } = house.opened;
  const mailer = mailerOf(config, rehearsal, house.town()?.profile.name ?? 'Kvorum');
  await queue.work('answer', ({ reply }, signal) =>
    deliverReply({ ...house, store }, { reply, signal }),
  );
  await queue.work('mail', ({ letter }, signal) =>
    sendLetter({ ...house, store, mailer }, { letter, signal }),
  );
  await queue.work('reminder', (reminder, signal) => {
    const write: SendReminderNeeds['write'] = (town, person, reminded) =>
      reminderMail({ town, person, nowMs: house.clock.now() }, deskUrl(), reminded);
    return sendReminder({ store, mailer, write }, { reminder, signal });
  });
  await queue.work('notice', (notice, signal) => {
    const write: SendNoticeNeeds['write'] = (town, to) =>
      noticeMail({ town, to, deskUrl: deskUrl() }, notice);
    return sendNotice({ store, outbox, mailer, write }, { notice, signal });
  });
}

/** In rehearsal without a mail server, letters are put into a folder where they can be read. */
function mailerOf(config: Config, rehearsal: boolean, name: string): Mailer {
  const from = { name, address: config.MAIL_FROM ?? 'desk@rehearsal.example' };
  if (config.SMTP_URL)
    return smtpMailer({ url: config.SMTP_URL, from, timeoutMs: MAIL_TIMEOUT_MS });
  if (!rehearsal) throw new Error('A real town needs SMTP_URL');
  return folderMailer({ folder: join(config.KVORUM_DATA, 'outbox'), from });
}

/** The timetable, and its first beats at once: what waited while the house was closed. */
function startClockwork(
  { house, log, rehearsal }: DeskParts,
  intake: Intake,
  chat: ChatDesks,
): AsyncDisposable {
  const rows = timetable({
    rehearsal,
    pullChannels: intake.pullChannels,
    clearTray: intake.clearTray,
    signLog: house.signLog,
    lookAgain: chat.lookAgain,
    remind: (signal) =>
      remind(
        {
          ...house,
          store: house.opened.store,
          newKey,
          threadCard: (town, department, key, told) => overdueNote(town, department, { key, told }),
          card: (town, person, key, reminded) =>
            reminderCard({ town, person, nowMs: house.clock.now() }, key, reminded),
        },
        signal,
      ),
    dropStale: async () => void (await house.opened.dropStale(Date.now())),
  });
  intake.nudge();
  void intake.pullChannels(AbortSignal.timeout(5 * 60_000));
  house.signLog().catch((error: unknown) => log.error({ error }, 'the log could not be signed'));
  return startTimetable({
    rows,
    claimSlot: house.opened.claimSlot,
    onError: (row, error) => log.error({ row, error }, 'work of the timetable failed'),
  });
}

/** How the terminal program finds a running desk; gone when the desk is. */
async function leaveAddress(
  dataFolder: string,
  address: { url: string; key: string },
  opening: AsyncDisposableStack,
): Promise<void> {
  const path = join(dataFolder, 'desk.json');
  await rm(path, { force: true });
  await writeFile(path, JSON.stringify({ ...address, pid: process.pid }), { mode: 0o600 });
  opening.defer(() => rm(path, { force: true }));
}
