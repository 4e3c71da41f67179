import type { SlackSetup } from '#ports/operator.ts';
import { plainLine } from './plain.ts';

/** How the app gets into Slack, and what is still missing. */
export function tellSlack(setup: SlackSetup): string {
  const { manifest, isSocket, missing, desks } = setup;
  const json = JSON.stringify(manifest);
  const link = `https://api.slack.com/apps?new_app=1&manifest_json=${encodeURIComponent(json)}`;
  const secret = isSocket
    ? '3. Basic Information, "App-Level Tokens": generate one with connections:write; it is SLACK_APP_TOKEN.'
    : '3. Basic Information, "App Credentials": the Signing Secret is SLACK_SIGNING_SECRET.';
  return [
    'The app, as its manifest:',
    '',
    JSON.stringify(manifest, null, 2),
    '',
    '1. Open this address, choose the workspace, then Next and Create:',
    `   ${link}`,
    '2. "Install App", Install, Allow: the Bot User OAuth Token is SLACK_BOT_TOKEN.',
    secret,
    '',
    'Then invite the app into the team’s channel and write the desk into the town file: docs/slack.md',
    '',
    ...state(missing, desks),
  ].join('\n');
}

/** Whether every desk in Slack is ready; there must be one. */
export function isSlackReady({ missing, desks }: SlackSetup): boolean {
  const findings = desks.flatMap((desk) => desk.findings);
  return missing.length === 0 && findings.length > 0 && findings.every(({ ok }) => ok);
}

function state(missing: SlackSetup['missing'], desks: SlackSetup['desks']): string[] {
  if (missing.length > 0) return ['Not set yet:', ...missing.map((line) => `  FAULT  ${line}`)];
  if (desks.length === 0) return ['The town file (KVORUM_TOWN) has no desk in Slack yet.'];
  return desks.flatMap(({ desks: ids, findings }) => [
    `${ids.join(', ')} (slack)`,
    ...findings.map(({ ok, message }) => `  ${ok ? 'ok   ' : 'FAULT'}  ${plainLine(message)}`),
  ]);
}
