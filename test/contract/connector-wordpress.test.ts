import { readFileSync } from 'node:fs';
import { connectorSuite } from './connector-suite.ts';
import { startReplay } from './replay.ts';
import { wordpressBench } from './wordpress-bench.ts';

// Recorded from WordPress 6.8: KVORUM_RECORD=1 npx vitest run --project peers test/peers/wordpress
const RECORDED = new URL('../fixtures/wordpress/exchanges.json', import.meta.url);

connectorSuite('wordpress, recorded', async () => {
  const replay = await startReplay(JSON.parse(readFileSync(RECORDED, 'utf8')));
  return wordpressBench({ url: replay.url, user: 'desk', password: 'recorded' }, replay.close);
});
