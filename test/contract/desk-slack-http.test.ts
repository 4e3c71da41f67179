import { deskContract } from './desk-suite.ts';
import { slackDesk } from './slack-bench.ts';

deskContract('the desk in Slack by HTTP', slackDesk('http'), { chat: true, flags: true });
