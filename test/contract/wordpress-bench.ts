import { readFileSync } from 'node:fs';
import { wordpressConnector } from '#connectors/wordpress/connector.ts';
import { addComment } from '../peers/wordpress/visitor.ts';
import { bytes, type ConnectorBench } from './connector-suite.ts';

const PUSHED = new URL('../fixtures/wordpress/pushed.json', import.meta.url);

/** The same trial against a real WordPress (test/peers) and against a recording of one. */
export function wordpressBench(
  blog: { readonly url: string; readonly user: string; readonly password: string },
  close: () => Promise<void>,
): ConnectorBench {
  const connection = { url: blog.url, user: blog.user, officialUserIds: [], windowDays: 14 };
  const pushed: unknown[] = JSON.parse(readFileSync(PUSHED, 'utf8'));
  return {
    connector: wordpressConnector({
      connection,
      password: blog.password,
      hookSecrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    }),
    samples: pushed.map((body) => bytes(JSON.stringify(body))),
    addComment: (text) => addComment(blog.url, { text }),
    close,
  };
}
