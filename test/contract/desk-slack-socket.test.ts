import { deskContract } from './desk-suite.ts';
import { slackDesk } from './slack-bench.ts';

deskContract('the desk in Slack by its socket', slackDesk('socket'), { chat: true, flags: true });
