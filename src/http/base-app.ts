import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { securityHeaders } from './security-headers.ts';

export interface BaseAppOptions {
  /** Whether visitors reach us by https, directly or through a proxy. */
  readonly https: boolean;
  /** A surprise: it is told here and never to the visitor. */
  readonly onError: (error: Error) => void;
}

/** The house every site and hook is mounted in: headers, errors and the page that is not there. */
export function baseApp({ https, onError }: BaseAppOptions): Hono {
  const app = new Hono();
  app.use(securityHeaders({ https }));
  app.notFound((c) => c.json(errorBody('not-found', 'there is nothing here'), 404));
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    onError(error);
    return c.json(errorBody('internal', 'something went wrong on our side'), 500);
  });
  return app;
}

/** The shape of every refusal in JSON; the code is stable, the message is for people. */
export const errorBody = (code: string, message: string) => ({ error: { code, message } });
