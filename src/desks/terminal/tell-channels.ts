import type { ChannelReport } from '#ports/operator.ts';
import { plainLine } from './plain.ts';

/** A paragraph a channel, its findings below; what is wrong is marked. */
export function tellChannels(reports: readonly ChannelReport[]): string {
  return reports.map(tellChannel).join('\n\n');
}

/** Whether nothing stands against any of them. */
export const allWell = (reports: readonly ChannelReport[]): boolean =>
  reports.every(({ findings, fault }) => fault === null && findings.every(({ ok }) => ok));

function tellChannel(report: ChannelReport): string {
  const { channel, platform, findings, pulledAt, notUnderstood, fault } = report;
  const { count, newest } = notUnderstood;
  const read = pulledAt ? `last read ${pulledAt}` : 'never read';
  return [
    `${channel} (${platform}), ${read}`,
    ...(fault ? [`  FAULT  ${plainLine(fault)}`] : []),
    ...(count > 0
      ? [`  NOTE   not understood, but kept: ${count}; the newest: ${plainLine(newest ?? '')}`]
      : []),
    ...findings.map(({ ok, message }) => `  ${ok ? 'ok   ' : 'FAULT'}  ${plainLine(message)}`),
  ].join('\n');
}
