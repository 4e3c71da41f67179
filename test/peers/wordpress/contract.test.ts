import { mkdirSync, writeFileSync } from 'node:fs';
import { connectorSuite } from '../../contract/connector-suite.ts';
import { scripted } from '../../contract/replay.ts';
import { wordpressBench } from '../../contract/wordpress-bench.ts';
import { startRecorder } from './recorder.ts';
import { startWordPress } from './start.ts';

const FIXTURES = new URL('../../fixtures/wordpress/', import.meta.url);

connectorSuite('wordpress, real', async () => {
  const desk = await scripted((_, response) => response.writeHead(204).end());
  const blog = await startWordPress({
    hook: { url: desk.url, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
  });
  // What the installation itself left to tell.
  await blog.runPhp('kvorum_push();');
  const recorder = await startRecorder(blog.url);
  return wordpressBench({ ...blog.moderator, url: recorder.url }, async () => {
    await recorder.close();
    await blog.stop();
    await desk.close();
    if (process.env['KVORUM_RECORD']) record(recorder.exchanges);
  });
});

function record(exchanges: object) {
  mkdirSync(FIXTURES, { recursive: true });
  writeFileSync(new URL('exchanges.json', FIXTURES), `${JSON.stringify(exchanges, null, 1)}\n`);
}
