import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';

const resolve = (specifier: string) => fileURLToPath(import.meta.resolve(specifier));

const own = (name: string) => join(import.meta.dirname, 'assets', name);

/** Everything a public page loads, each from a package or beside this file; nothing else is served. */
const FILES: Readonly<Record<string, () => string>> = {
  'altcha-nb.js': () => resolve('altcha/i18n/nb'),
  'altcha-sv.js': () => resolve('altcha/i18n/sv'),
  'altcha-uk.js': () => resolve('altcha/i18n/uk'),
  'altcha-worker.js': () => resolve('altcha/workers/pbkdf2'),
  'altcha.css': () => resolve('altcha/altcha.css'),
  'altcha.js': () => resolve('altcha/external'),
  'designsystemet.css': () => resolve('@digdir/designsystemet-css'),
  'report.js': () => own('report.js'),
  'site.css': () => own('site.css'),
  'theme.css': () => resolve('@digdir/designsystemet-theme'),
};

const TYPES = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' } as const;

/** Serves the files of the public pages, read once at start. */
export function siteAssets(): Hono {
  const app = new Hono();
  for (const [name, locate] of Object.entries(FILES)) {
    const body = readFileSync(locate());
    const type = TYPES[name.endsWith('.css') ? 'css' : 'js'];
    app.get(`/${name}`, (c) =>
      c.body(body, 200, { 'content-type': type, 'cache-control': 'public, max-age=3600' }),
    );
  }
  return app;
}
