import type { ChannelReport, LogVerdict, Operator, TownAnswer } from '#ports/operator.ts';
import { type Address, sendJson } from './http-client.ts';

/** The operator of a running desk, through its own interface on this machine. */
export function remoteOperator(desk: Required<Address>): Operator {
  const ask = async <T>(verb: string, body: object) =>
    (await sendJson(desk, 'POST', `/api/operator/${verb}`, body)) as T;
  return {
    planTown: (document) => ask<TownAnswer>('plan', { document }),
    applyTown: (document, base) => ask<TownAnswer>('apply', { document, base }),
    verifyLog: (held) => ask<LogVerdict>('verify', { held }),
    examineChannels: async () =>
      (await ask<{ channels: ChannelReport[] }>('channels', {})).channels,
    unlink: async (person) => (await ask<{ count: number }>('unlink', { person })).count,
    issueCode: async (person) => (await ask<{ code: string | null }>('code', { person })).code,
    issueLink: async (person) => (await ask<{ url: string | null }>('link', { person })).url,
  };
}
