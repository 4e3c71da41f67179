import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { Hono } from 'hono';

const own = (name: string) => new URL(`./assets/${name}`, import.meta.url);
const require = createRequire(import.meta.url);

const CSS = 'text/css; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';

/** Everything the desk loads comes from here: nothing from third parties, nothing inline. */
const FILES = {
  'theme.css': [require.resolve('@digdir/designsystemet-theme'), CSS],
  'designsystem.css': [require.resolve('@digdir/designsystemet-css'), CSS],
  'desk.css': [own('desk.css'), CSS],
  'htmx.js': [require.resolve('htmx.org/dist/htmx.min.js'), SCRIPT],
  'hx-sse.js': [require.resolve('htmx.org/dist/ext/hx-sse.min.js'), SCRIPT],
  'desk.js': [own('desk.js'), SCRIPT],
  'mark.svg': [own('mark.svg'), 'image/svg+xml'],
} as const;

type AssetName = keyof typeof FILES;

/** Addresses that change with the content, so that browsers may keep them for ever. */
export type AssetUrls = Readonly<Record<AssetName, string>>;

interface Asset {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer>;
}

const FOR_EVER = 'public, max-age=31536000, immutable';

/** Reads the files once. Source maps are not served, so their mention is taken out. */
export function deskAssets(): { readonly urls: AssetUrls; readonly app: Hono } {
  const urls: Partial<Record<AssetName, string>> = {};
  const assets = new Map<string, Asset>();
  for (const [name, [file, type]] of Object.entries(FILES)) {
    const text = readFileSync(file, 'utf8').replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
    const hashed = name.replace('.', `.${hash}.`);
    urls[name as AssetName] = `/assets/${hashed}`;
    assets.set(hashed, {
      type,
      body: new TextEncoder().encode(text),
      gzip: new Uint8Array(gzipSync(text)),
    });
  }
  const app = new Hono();
  app.get('/assets/:name', (c) => {
    const asset = assets.get(c.req.param('name'));
    if (!asset) return c.notFound();
    c.header('content-type', asset.type);
    c.header('cache-control', FOR_EVER);
    c.header('vary', 'accept-encoding');
    if (!/\bgzip\b/.test(c.req.header('accept-encoding') ?? '')) return c.body(asset.body);
    c.header('content-encoding', 'gzip');
    return c.body(asset.gzip);
  });
  return { urls: urls as AssetUrls, app };
}
