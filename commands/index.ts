import { absent } from './absent.ts';
import { again } from './again.ts';
import { back } from './back.ts';
import { classCommand } from './class.ts';
import { code } from './code.ts';
import type { Command } from './command.ts';
import { done } from './done.ts';
import { duty } from './duty.ts';
import { find } from './find.ts';
import { forward } from './forward.ts';
import { helpOf } from './help.ts';
import { history } from './history.ts';
import { next } from './next.ts';
import { noAnswer } from './no-answer.ts';
import { queue } from './queue.ts';
import { refer } from './refer.ts';
import { release } from './release.ts';
import { reply } from './reply.ts';
import { settle } from './settle.ts';
import { show } from './show.ts';
import { snooze } from './snooze.ts';
import { take } from './take.ts';
import { unlink } from './unlink.ts';
import { why } from './why.ts';

const OTHERS: readonly Command[] = [
  queue,
  next,
  show,
  why,
  take,
  release,
  reply,
  forward,
  refer,
  noAnswer,
  classCommand,
  snooze,
  find,
  history,
  done,
  again,
  settle,
  duty,
  absent,
  back,
  code,
  unlink,
];

/** What a person may ask of the desk, in the order of the help. */
export const COMMANDS: readonly Command[] = [...OTHERS, helpOf(OTHERS)];
