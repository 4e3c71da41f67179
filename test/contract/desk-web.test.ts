import { deskContract } from './desk-suite.ts';
import { openWebBench } from './web-bench.ts';

deskContract('the web desk without scripts', openWebBench, { chat: false, flags: false });
